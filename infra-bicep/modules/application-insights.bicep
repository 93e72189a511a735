// What the app tells about itself: logs and traces, without keys.

@description('Required. Name of the component.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Resource id of the Log Analytics workspace that keeps it all.')
param logAnalyticsWorkspaceId string

@description('Required. Whether telemetry is taken from outside of the private network.')
param publicIngestion bool

@description('Required. Whether queries are answered to networks outside of the private one.')
param publicQueries bool

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logAnalyticsWorkspaceId
    DisableLocalAuth: true
    publicNetworkAccessForIngestion: publicIngestion ? 'Enabled' : 'Disabled'
    publicNetworkAccessForQuery: publicQueries ? 'Enabled' : 'Disabled'
  }
}

@description('Resource id of the component.')
output componentId string = component.id

@description('Name of the component.')
output componentName string = component.name

@description('Where the app sends telemetry. Without a role it is of no use to anybody.')
output connectionString string = component.properties.ConnectionString
