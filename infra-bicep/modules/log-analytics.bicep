// A Log Analytics workspace of the collector's own.

@description('Required. Name of the workspace.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Days that tables without a retention of their own keep their rows.')
@minValue(30)
@maxValue(730)
param retentionInDays int

@description('Required. Gigabytes a day after which Azure stops taking rows until the next day; 0 for no ceiling.')
@minValue(0)
param dailyQuotaGb int

@description('Required. Whether rows are taken from outside of the private network.')
param publicIngestion bool

@description('Required. Whether queries are answered to networks outside of the private one.')
param publicQueries bool

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionInDays
    workspaceCapping: {
      dailyQuotaGb: dailyQuotaGb == 0 ? -1 : dailyQuotaGb
    }
    features: {
      disableLocalAuth: true
    }
    publicNetworkAccessForIngestion: publicIngestion ? 'Enabled' : 'Disabled'
    publicNetworkAccessForQuery: publicQueries ? 'Enabled' : 'Disabled'
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id
