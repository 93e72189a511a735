// The plan and the Function app, with the settings that the app reads (docs/settings.md).

@description('Required. Name of the app.')
param name string

@description('Required. Name of the plan.')
param planName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Optional. Resource id of the user-assigned identity; empty for a system-assigned one.')
param identityId string = ''

@description('Optional. Application id of the user-assigned identity.')
param identityClientId string = ''

@description('Required. Storage of the host: blobEndpoint, queueEndpoint, tableEndpoint and packageContainer.')
param storage object

@description('Required. Connection string of Application Insights.')
param applicationInsightsConnectionString string

@description('Required. The data collection rules: endpoint, immutableId and tables of each.')
param ingestionRules array

@description('Required. The watched workspaces.')
param workspaces array

@description('Optional. Name of the Key Vault that has the OAuth secrets of workspaces.')
param keyVaultName string = ''

@description('Required. Schedules: fast, regular, slow.')
param schedules object

@description('Required. Prices of an hour by node type, as text.')
param vmHourPrices object

@description('Required. Prices of an hour of a spot machine by node type, as text.')
param spotVmHourPrices object

@description('Required. Further settings by name; they win.')
param settings object

@description('Required. Memory of an instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int

@description('Required. Instances at most.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Required. Instances that are kept warm: name (http, durable, function:NAME) and instanceCount of each.')
param alwaysReady array

@description('Optional. Resource id of the subnet that the app calls out from.')
param subnetId string = ''

@description('Required. Whether the app can be reached from outside of the private network.')
param publicAccess bool

var isUserAssigned = !empty(identityId)

// Tokens for Logs Ingestion have another audience in other clouds.
var audiences = {
  AzureUSGovernment: 'https://monitor.azure.us'
  AzureChinaCloud: 'https://monitor.azure.cn'
}

var hostSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: storage.blobEndpoint
  AzureWebJobsStorage__queueServiceUri: storage.queueEndpoint
  AzureWebJobsStorage__tableServiceUri: storage.tableEndpoint
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: isUserAssigned ? 'ClientId=${identityClientId};Authorization=AAD' : 'Authorization=AAD'
  // The timers take their times from these; there are no defaults.
  Schedules__Fast: schedules.fast
  Schedules__Regular: schedules.regular
  Schedules__Slow: schedules.slow
  Sinks__default__Audience: audiences[?environment().name] ?? ''
}

var ruleSettings = [
  for (rule, number) in ingestionRules: {
    'Sinks__default__Rules__${number}__Endpoint': rule.endpoint
    'Sinks__default__Rules__${number}__ImmutableId': rule.immutableId
    'Sinks__default__Rules__${number}__Tables': rule.tables
  }
]

var workspaceSettings = [
  for (workspace, number) in workspaces: {
    'Workspaces__${number}__Host': workspace.host
    'Workspaces__${number}__Name': workspace.?name ?? ''
    'Workspaces__${number}__WorkspaceId': workspace.?workspaceId ?? ''
    'Workspaces__${number}__Region': workspace.?region ?? ''
    'Workspaces__${number}__RegionReader': (workspace.?regionReader ?? false) ? 'true' : ''
    'Workspaces__${number}__AccountReader': (workspace.?accountReader ?? false) ? 'true' : ''
    'Workspaces__${number}__WarehouseId': workspace.?warehouseId ?? ''
    'Workspaces__${number}__AzureResourceId': workspace.?azureResourceId ?? ''
    'Workspaces__${number}__Sink': workspace.?sink ?? ''
    'Workspaces__${number}__ClientId': workspace.?clientId ?? identityClientId
    'Workspaces__${number}__ClientSecret': empty(workspace.?vaultEntry ?? '') ? '' : '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=${workspace.?vaultEntry ?? ''})'
  }
]

var priceSettings = union(
  toObject(items(vmHourPrices), price => 'Billing__VmHourPrices__${price.key}', price => price.value),
  toObject(items(spotVmHourPrices), price => 'Billing__SpotVmHourPrices__${price.key}', price => price.value)
)

// What is empty is left to the app's defaults.
var wanted = filter(
  items(union(
    hostSettings,
    reduce(ruleSettings, {}, (all, one) => union(all, one)),
    reduce(workspaceSettings, {}, (all, one) => union(all, one)),
    priceSettings,
    settings
  )),
  setting => !empty(setting.value)
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: isUserAssigned
    ? {
        type: 'UserAssigned'
        userAssignedIdentities: {
          '${identityId}': {}
        }
      }
    : {
        type: 'SystemAssigned'
      }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    keyVaultReferenceIdentity: isUserAssigned ? identityId : 'SystemAssigned'
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: storage.packageContainer
          authentication: isUserAssigned
            ? {
                type: 'UserAssignedIdentity'
                userAssignedIdentityResourceId: identityId
              }
            : {
                type: 'SystemAssignedIdentity'
              }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
      }
    }
    siteConfig: {
      alwaysOn: false
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      appSettings: map(wanted, setting => { name: setting.key, value: string(setting.value) })
    }
  }
}

@description('Resource id of the app.')
output appId string = app.id

@description('Name of the app.')
output appName string = app.name

@description('Host name of the app.')
output hostName string = app.properties.defaultHostName

@description('Object id of the system-assigned identity; empty when the identity is user-assigned.')
output principalId string = isUserAssigned ? '' : app.identity.principalId
