// Where records arrive by private link.

@description('Required. Name of the endpoint.')
param name string

@description('Required. Region of the Log Analytics workspace.')
param location string

@description('Required. Tags.')
param tags object

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2023-03-11' = {
  name: name
  location: location
  tags: tags
  properties: {
    networkAcls: {
      publicNetworkAccess: 'Disabled'
    }
  }
}

@description('Resource id of the endpoint.')
output endpointId string = endpoint.id

@description('Its address for records.')
output logsIngestion string = endpoint.properties.logsIngestion.endpoint
