// KQL functions for readers: one for each table, made from the schema, and the joins that queries share.

@description('Required. Name of the Log Analytics workspace that has the tables.')
param workspaceName string

var category = 'DbxServerless'

// Parameters are called by their place: DbxJobRuns(ago(1d), now()).
var parameters = 'startTime:datetime, endTime:datetime'

var tables = loadJsonContent('../../docs/schema.json').tables
var eventsTemplate = loadTextContent('../functions/events.template.kql')
var stateTemplate = loadTextContent('../functions/state.template.kql')

var sharedFunctions = [
  { name: 'DbxCollectionHealth', query: loadTextContent('../functions/DbxCollectionHealth.kql') }
  { name: 'DbxInsights', query: loadTextContent('../functions/DbxInsights.kql') }
  { name: 'DbxRuns', query: loadTextContent('../functions/DbxRuns.kql') }
  { name: 'DbxSparkRuns', query: loadTextContent('../functions/DbxSparkRuns.kql') }
  { name: 'DbxWarehouseStates', query: loadTextContent('../functions/DbxWarehouseStates.kql') }
  { name: 'DbxWorkspaceNames', query: loadTextContent('../functions/DbxWorkspaceNames.kql') }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

// Some at a time: a workspace takes few changes at once.
@batchSize(10)
resource tableFunctions 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = [
  for table in tables: {
    parent: workspace
    name: table.name
    properties: {
      category: category
      displayName: table.name
      functionAlias: table.name
      functionParameters: parameters
      query: replace(table.kind == 'state' ? stateTemplate : eventsTemplate, 'TABLE', table.name)
    }
  }
]

resource joins 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = [
  for shared in sharedFunctions: {
    parent: workspace
    name: shared.name
    properties: {
      category: category
      displayName: shared.name
      functionAlias: shared.name
      functionParameters: parameters
      query: shared.query
    }
    dependsOn: [
      tableFunctions
    ]
  }
]
