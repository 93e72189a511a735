// The way of records into the tables: data collection rules of ten streams each, and what the app must know of them.

@description('Required. How the names of the rules begin.')
param namePrefix string

@description('Required. Region of the Log Analytics workspace: rules must be where it is.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Resource id of the Log Analytics workspace that has the tables.')
param logAnalyticsWorkspaceId string

@description('Optional. Resource id of a data collection endpoint, where records arrive by private link.')
param dataCollectionEndpointId string = ''

@description('Optional. Its address for records.')
param dataCollectionEndpoint string = ''

var tables = loadJsonContent('../generated/tables.json').tables
var ruleCount = max(map(tables, table => table.rule)) + 1
var isPrivate = !empty(dataCollectionEndpointId)

// An address of its own can neither be given to a rule later nor be taken from it, so that the two kinds have different names.
var ruleNames = [for number in range(0, ruleCount): isPrivate ? '${namePrefix}-private-${number}' : '${namePrefix}-${number}']

var contents = [
  for number in range(0, ruleCount): {
    description: 'Records of DbxServerless'
    streamDeclarations: toObject(
      filter(tables, table => table.rule == number),
      table => table.stream,
      table => {
        // Tables spell dateTime, streams datetime; all other types are the same.
        columns: map(table.columns, column => { name: column.name, type: toLower(column.type) })
      }
    )
    destinations: {
      logAnalytics: [
        {
          name: 'records'
          workspaceResourceId: logAnalyticsWorkspaceId
        }
      ]
    }
    dataFlows: map(
      filter(tables, table => table.rule == number),
      table => {
        streams: [table.stream]
        destinations: ['records']
        transformKql: 'source'
        outputStream: table.stream
      }
    )
  }
]

// Rules with addresses of their own.
resource direct 'Microsoft.Insights/dataCollectionRules@2023-03-11' = [
  for (ruleName, number) in ruleNames: if (!isPrivate) {
    name: ruleName
    location: location
    tags: tags
    kind: 'Direct'
    properties: contents[number]
  }
]

// Rules that are reached through the endpoint. They have no kind, and Azure takes no empty one either.
resource linked 'Microsoft.Insights/dataCollectionRules@2023-03-11' = [
  for (ruleName, number) in ruleNames: if (isPrivate) {
    name: ruleName
    location: location
    tags: tags
    properties: union(contents[number], { dataCollectionEndpointId: dataCollectionEndpointId })
  }
]

@description('The rules as the app is told of them: address, immutable id, and the tables that each takes.')
output rules array = [
  for number in range(0, ruleCount): {
    endpoint: isPrivate ? dataCollectionEndpoint : direct[number]!.properties.endpoints.logsIngestion
    immutableId: isPrivate ? linked[number]!.properties.immutableId : direct[number]!.properties.immutableId
    tables: join(map(filter(tables, table => table.rule == number), table => table.name), ',')
  }
]

@description('Names of the rules.')
output names array = ruleNames
