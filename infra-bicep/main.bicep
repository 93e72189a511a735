// DbxServerless in Azure: one deployment into one resource group.
//
//   az deployment group create --resource-group RG --parameters main.bicepparam
//
// docs/deploy.md leads from nothing to the first chart.
targetScope = 'resourceGroup'

metadata name = 'DbxServerless'
metadata description = 'Collects what happens in Azure Databricks into Log Analytics and for Prometheus.'

// ---- Types

@description('A watched workspace.')
type databricksWorkspace = {
  @description('Required. Address, adb-1234567890123456.7.azuredatabricks.net.')
  host: string

  @description('Optional. Short name for scopes and messages.')
  name: string?

  @description('Optional. Databricks workspace id, where the address does not have it.')
  workspaceId: string?

  @description('Optional. Azure region. Workspaces of one region share the reader of regional system tables.')
  region: string?

  @description('Optional. SQL warehouse that reads system tables; of each region one workspace needs it.')
  warehouseId: string?

  @description('Optional. Whether this workspace reads the tables of its region. Otherwise the first one with a warehouse does.')
  regionReader: bool?

  @description('Optional. Whether this workspace reads the tables of the account. Otherwise the first one with a warehouse does.')
  accountReader: bool?

  @description('Optional. Azure resource id, needed while the identity is not yet a member of the workspace.')
  azureResourceId: string?

  @description('Optional. Application id of a Databricks service principal, instead of the managed identity.')
  clientId: string?

  @description('Optional. Name of the sink that takes the records of this workspace, where they must stay in a region (sink.bicep).')
  sink: string?

  @description('Optional. Name under which the Key Vault has the OAuth secret of that service principal.')
  vaultEntry: string?
}

@description('NCRONTAB expressions with seconds, in UTC.')
type collectionSchedules = {
  @description('When REST endpoints are read.')
  fast: string

  @description('When system tables are read; the SQL warehouse sleeps in between.')
  regular: string

  @description('When what rarely changes is read, and what was missed is mended.')
  slow: string
}

@description('What an hour of each node type costs, as text, because Bicep has whole numbers only: { Standard_D8ds_v5: \'0.45\' }.')
type hourPrices = {
  *: string
}

@description('Names of resources, where the ones made from the base name are not wanted.')
type resourceNames = {
  functionApp: string?
  plan: string?
  storageAccount: string?
  logAnalytics: string?
  applicationInsights: string?
  identity: string?
  keyVault: string?
}

@description('Private DNS zones that are there already, by service: their resource ids. What is left out is made.')
type existingDnsZones = {
  blob: string?
  queue: string?
  table: string?
  vault: string?
  sites: string?
  monitor: string?
  oms: string?
  ods: string?
  agentsvc: string?
}

// ---- What is watched

@description('Required. The workspaces to watch.')
@minLength(1)
param workspaces databricksWorkspace[]

@description('Optional. When it is collected.')
param schedules collectionSchedules = {
  fast: '0 * * * * *'
  regular: '0 5 * * * *'
  slow: '0 20 */6 * * *'
}

@description('Optional. What an hour of a machine costs you at the cloud, without DBUs, by node type, in the currency of list prices (USD, or Billing__Currency of the settings). Runs on a node type that is left out have no VM cost. The app refuses at start what is no price.')
param vmHourPrices hourPrices = {}

@description('Optional. The same for spot machines. Runs on spot machines of a node type that is left out have no VM cost, whatever vmHourPrices says.')
param spotVmHourPrices hourPrices = {}

@description('Optional. Further settings of the app by name (docs/settings.md).')
param settings object = {}

// ---- Names and places

@description('Optional. Base of all names.')
@minLength(3)
@maxLength(16)
param baseName string = 'dbxserverless'

@description('Optional. Names of single resources.')
param names resourceNames = {}

@description('Optional. Region.')
param location string = resourceGroup().location

@description('Optional. Tags of all resources.')
param tags object = {}

// ---- Logs

@description('Optional. Resource id of a Log Analytics workspace that is there already; empty makes one.')
param existingLogAnalyticsWorkspaceId string = ''

@description('Optional. Region of that workspace, where it is another one.')
param logAnalyticsLocation string = location

@description('Optional. Days that rows can be queried and alerted on.')
@minValue(30)
@maxValue(730)
param retentionInDays int = 90

@description('Optional. Days that rows are kept in all, the later ones in the archive.')
@minValue(30)
@maxValue(2555)
param totalRetentionInDays int = 90

@description('Optional. Other days than retentionInDays for single tables, by name without _CL: { DbxJobRuns: 400 }.')
param retentionByTable object = {}

@description('Optional. Gigabytes a day after which a new Log Analytics workspace takes no more until the next day; 0 for no ceiling.')
@minValue(0)
param dailyQuotaGb int = 0

// ---- Alerts

@description('Optional. Mail addresses that alerts go to.')
param alertEmails array = []

@description('Optional. Resource ids of action groups that alerts go to besides.')
param alertActionGroupIds array = []

@description('Optional. What differs from the defaults of the alerts; docs/alerts has their names and thresholds.')
param alertSettings object = {}

// ---- The app

@description('Optional. Kind of the managed identity. A user-assigned one has its roles and its grants in Databricks before the app first starts.')
@allowed([
  'UserAssigned'
  'SystemAssigned'
])
param identityType string = 'UserAssigned'

@description('Optional. Resource id of a user-assigned identity that is there already; empty makes one.')
param existingIdentityId string = ''

@description('Optional. Whether the identity gets its roles in Azure. When whoever deploys may not assign roles: false, and the output roles has the commands for who may.')
param deployRoleAssignments bool = true

@description('Optional. Address of the package to put into the app (the zip of eng/package.sh). Empty leaves the app as it is; eng/deploy.sh deploys a file.')
@secure()
param packageUri string = ''

@description('Optional. Memory of an instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Optional. Instances at most.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Optional. Instances that are kept warm, billed all the time: name (http, durable, function:NAME) and instanceCount of each.')
param alwaysReady array = []

@description('Optional. Redundancy of the storage account.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageSku string = 'Standard_LRS'

// ---- Secrets

@description('Optional. Makes a Key Vault for OAuth secrets. With the managed identity in every workspace there are none.')
param deployKeyVault bool = false

@description('Optional. Resource id of a Key Vault that is there already and uses roles.')
param existingKeyVaultId string = ''

// ---- Network

@description('Optional. public: no virtual network. staticEgress: the app calls out from one address. private: besides, storage, vault, app and Azure Monitor are reached by private endpoints alone.')
@allowed([
  'public'
  'staticEgress'
  'private'
])
param networkProfile string = 'public'

@description('Optional. Addresses of a new virtual network, a /24 or more.')
param networkAddressPrefix string = '10.90.0.0/24'

@description('Optional. Resource id of a subnet that is there already, delegated to Microsoft.App/environments: no virtual network is made, and the way out is that of the subnet.')
param existingAppSubnetId string = ''

@description('Conditional. Resource id of a subnet for private endpoints in the same network. Required with existingAppSubnetId and the profile private.')
param existingEndpointSubnetId string = ''

@description('Optional. Private DNS zones that are there already.')
param existingPrivateDnsZones existingDnsZones = {}

@description('Optional. Resource id of an Azure Monitor private link scope that is there already, with its endpoint in the network.')
param existingPrivateLinkScopeId string = ''

@description('Optional. Whether Log Analytics answers queries from outside of the private network (the portal of those who are not in it).')
param publicQueries bool = true

// ---- Derived

var suffix = uniqueString(subscription().id, resourceGroup().id, baseName)
var isPrivate = networkProfile == 'private'
var isUserAssigned = identityType == 'UserAssigned'

var functionAppName = names.?functionApp ?? '${baseName}-${suffix}'
var planName = names.?plan ?? '${baseName}-plan'
var storageAccountName = names.?storageAccount ?? 'dbx${suffix}'
var applicationInsightsName = names.?applicationInsights ?? '${baseName}-insights'

// Of what may be there already only the resource id counts: it says in which resource group the rest of the work is done.
var logAnalyticsId = empty(existingLogAnalyticsWorkspaceId)
  ? resourceId('Microsoft.OperationalInsights/workspaces', names.?logAnalytics ?? '${baseName}-logs')
  : existingLogAnalyticsWorkspaceId
var logAnalyticsParts = split(logAnalyticsId, '/')

var identityId = empty(existingIdentityId)
  ? resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', names.?identity ?? '${baseName}-identity')
  : existingIdentityId
var identityParts = split(identityId, '/')

var hasVault = deployKeyVault || !empty(existingKeyVaultId)
var vaultId = empty(existingKeyVaultId) ? resourceId('Microsoft.KeyVault/vaults', names.?keyVault ?? 'dbx-${suffix}') : existingKeyVaultId
var vaultParts = split(vaultId, '/')

var makesNetwork = networkProfile != 'public' && empty(existingAppSubnetId)
var linkScopeId = empty(existingPrivateLinkScopeId) ? resourceId('Microsoft.Insights/privateLinkScopes', '${baseName}-link-scope') : existingPrivateLinkScopeId
var linkScopeParts = split(linkScopeId, '/')
var makesLinkScope = isPrivate && empty(existingPrivateLinkScopeId)

var zoneNames = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
  sites: 'privatelink.azurewebsites.net'
  monitor: 'privatelink.monitor.azure.com'
  oms: 'privatelink.oms.opinsights.azure.com'
  ods: 'privatelink.ods.opinsights.azure.com'
  agentsvc: 'privatelink.agentsvc.azure-automation.net'
}
var zonesOfLinkScope = ['monitor', 'oms', 'ods', 'agentsvc', 'blob']
var zonesInUse = union(
  ['blob', 'queue', 'table', 'sites'],
  hasVault ? ['vault'] : [],
  makesLinkScope ? zonesOfLinkScope : []
)
var zonesToMake = filter(zonesInUse, zone => empty(existingPrivateDnsZones[?zone] ?? ''))
var zoneIds = toObject(
  zonesInUse,
  zone => zone,
  zone => existingPrivateDnsZones[?zone] ?? resourceId('Microsoft.Network/privateDnsZones', zoneNames[zone])
)

// ---- Network

module network 'modules/network.bicep' = if (makesNetwork) {
  name: '${baseName}-network'
  params: {
    namePrefix: baseName
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
  }
}

var appSubnetId = makesNetwork ? network!.outputs.appSubnetId : existingAppSubnetId
var endpointSubnetId = makesNetwork ? network!.outputs.endpointSubnetId : existingEndpointSubnetId

// A subnet's id begins with that of its network.
module zones 'modules/private-dns-zones.bicep' = if (isPrivate) {
  name: '${baseName}-dns-zones'
  params: {
    zoneNames: map(zonesToMake, zone => zoneNames[zone])
    tags: tags
    networkId: makesNetwork ? network!.outputs.networkId : split(existingEndpointSubnetId, '/subnets/')[0]
  }
}

// ---- Logs

module logAnalytics 'modules/log-analytics.bicep' = if (empty(existingLogAnalyticsWorkspaceId)) {
  name: '${baseName}-log-analytics'
  params: {
    name: logAnalyticsParts[8]
    location: logAnalyticsLocation
    tags: tags
    retentionInDays: retentionInDays
    dailyQuotaGb: dailyQuotaGb
    publicIngestion: !isPrivate
    publicQueries: publicQueries
  }
}

module tables 'modules/tables.bicep' = {
  name: '${baseName}-tables-${suffix}'
  scope: resourceGroup(logAnalyticsParts[2], logAnalyticsParts[4])
  params: {
    workspaceName: logAnalyticsParts[8]
    retentionInDays: retentionInDays
    totalRetentionInDays: max(retentionInDays, totalRetentionInDays)
    retentionByTable: retentionByTable
  }
  dependsOn: [
    logAnalytics
  ]
}

module collectionEndpoint 'modules/data-collection-endpoint.bicep' = if (isPrivate) {
  name: '${baseName}-collection-endpoint'
  params: {
    name: '${baseName}-endpoint'
    location: logAnalyticsLocation
    tags: tags
  }
}

module collectionRules 'modules/data-collection-rules.bicep' = {
  name: '${baseName}-collection-rules'
  params: {
    namePrefix: '${baseName}-records'
    location: logAnalyticsLocation
    tags: tags
    logAnalyticsWorkspaceId: logAnalyticsId
    dataCollectionEndpointId: isPrivate ? collectionEndpoint!.outputs.endpointId : ''
    dataCollectionEndpoint: isPrivate ? collectionEndpoint!.outputs.logsIngestion : ''
  }
  dependsOn: [
    tables
  ]
}

module functions 'modules/functions.bicep' = {
  name: '${baseName}-functions-${suffix}'
  scope: resourceGroup(logAnalyticsParts[2], logAnalyticsParts[4])
  params: {
    workspaceName: logAnalyticsParts[8]
  }
  dependsOn: [
    tables
  ]
}

module workbooks 'modules/workbooks.bicep' = {
  name: '${baseName}-workbooks'
  params: {
    location: logAnalyticsLocation
    tags: tags
    logAnalyticsWorkspaceId: logAnalyticsId
  }
  dependsOn: [
    functions
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: '${baseName}-alerts'
  params: {
    namePrefix: baseName
    location: logAnalyticsLocation
    tags: tags
    logAnalyticsWorkspaceId: logAnalyticsId
    actionGroupIds: alertActionGroupIds
    emails: alertEmails
    settings: alertSettings
  }
  dependsOn: [
    functions
  ]
}

module applicationInsights 'modules/application-insights.bicep' = {
  name: '${baseName}-application-insights'
  params: {
    name: applicationInsightsName
    location: location
    tags: tags
    logAnalyticsWorkspaceId: logAnalyticsId
    publicIngestion: !isPrivate
    publicQueries: publicQueries
  }
  dependsOn: [
    logAnalytics
  ]
}

// ---- Storage, identity, secrets

module storage 'modules/storage.bicep' = {
  name: '${baseName}-storage'
  params: {
    name: storageAccountName
    location: location
    tags: tags
    sku: storageSku
    publicAccess: !isPrivate
  }
}

module identity 'modules/identity.bicep' = if (isUserAssigned) {
  name: '${baseName}-identity-${suffix}'
  scope: resourceGroup(identityParts[2], identityParts[4])
  params: {
    name: identityParts[8]
    location: location
    tags: tags
    isExisting: !empty(existingIdentityId)
  }
}

module keyVault 'modules/key-vault.bicep' = if (deployKeyVault && empty(existingKeyVaultId)) {
  name: '${baseName}-key-vault'
  params: {
    name: vaultParts[8]
    location: location
    tags: tags
    publicAccess: !isPrivate
  }
}

// ---- Private endpoints

module linkScope 'modules/private-link-scope.bicep' = if (isPrivate) {
  name: '${baseName}-link-scope-${suffix}'
  scope: resourceGroup(linkScopeParts[2], linkScopeParts[4])
  params: {
    name: linkScopeParts[8]
    tags: tags
    isExisting: !makesLinkScope
    members: [
      {
        name: '${baseName}-logs-${suffix}'
        id: logAnalyticsId
      }
      {
        name: '${baseName}-insights-${suffix}'
        id: applicationInsights.outputs.componentId
      }
      {
        name: '${baseName}-endpoint-${suffix}'
        id: collectionEndpoint!.outputs.endpointId
      }
    ]
  }
}

module linkScopeEndpoint 'modules/private-endpoint.bicep' = if (makesLinkScope) {
  name: '${baseName}-endpoint-monitor'
  params: {
    name: '${baseName}-monitor'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: linkScope!.outputs.scopeId
    groupId: 'azuremonitor'
    zoneIds: map(zonesOfLinkScope, zone => zoneIds[zone])
  }
  dependsOn: [
    zones
  ]
}

module storageEndpoints 'modules/private-endpoint.bicep' = [
  for service in ['blob', 'queue', 'table']: if (isPrivate) {
    name: '${baseName}-endpoint-${service}'
    params: {
      name: '${baseName}-${service}'
      location: location
      tags: tags
      subnetId: endpointSubnetId
      targetId: storage.outputs.accountId
      groupId: service
      zoneIds: [zoneIds[service]]
    }
    dependsOn: [
      zones
    ]
  }
]

module vaultEndpoint 'modules/private-endpoint.bicep' = if (isPrivate && hasVault) {
  name: '${baseName}-endpoint-vault'
  params: {
    name: '${baseName}-vault'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: vaultId
    groupId: 'vault'
    zoneIds: [zoneIds.?vault ?? '']
  }
  dependsOn: [
    keyVault
    zones
  ]
}

module appEndpoint 'modules/private-endpoint.bicep' = if (isPrivate) {
  name: '${baseName}-endpoint-app'
  params: {
    name: '${baseName}-app'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: functionApp.outputs.appId
    groupId: 'sites'
    zoneIds: [zoneIds.sites]
  }
  dependsOn: [
    zones
  ]
}

// ---- The app

// A user-assigned identity gets its roles before the app is there, so that they hold when it first starts.
module rolesBefore 'modules/roles.bicep' = if (isUserAssigned) {
  name: '${baseName}-roles-before'
  params: {
    principalId: identity!.outputs.principalId
    assign: deployRoleAssignments
    storageAccountName: storage.outputs.accountName
    applicationInsightsName: applicationInsights.outputs.componentName
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: '${baseName}-function-app'
  params: {
    name: functionAppName
    planName: planName
    location: location
    tags: tags
    identityId: isUserAssigned ? identityId : ''
    identityClientId: isUserAssigned ? identity!.outputs.clientId : ''
    storage: {
      blobEndpoint: storage.outputs.blobEndpoint
      queueEndpoint: storage.outputs.queueEndpoint
      tableEndpoint: storage.outputs.tableEndpoint
      packageContainer: storage.outputs.packageContainer
    }
    applicationInsightsConnectionString: applicationInsights.outputs.connectionString
    ingestionRules: collectionRules.outputs.rules
    workspaces: workspaces
    keyVaultName: hasVault ? vaultParts[8] : ''
    schedules: schedules
    vmHourPrices: vmHourPrices
    spotVmHourPrices: spotVmHourPrices
    settings: settings
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReady: alwaysReady
    subnetId: networkProfile == 'public' ? '' : appSubnetId
    publicAccess: !isPrivate
  }
  dependsOn: [
    rolesBefore
    storageEndpoints
  ]
}

module rolesAfter 'modules/roles.bicep' = if (!isUserAssigned) {
  name: '${baseName}-roles-after'
  params: {
    principalId: functionApp.outputs.principalId
    assign: deployRoleAssignments
    storageAccountName: storage.outputs.accountName
    applicationInsightsName: applicationInsights.outputs.componentName
  }
}

var principalId = isUserAssigned ? identity!.outputs.principalId : functionApp.outputs.principalId

module ruleRoles 'modules/rule-roles.bicep' = {
  name: '${baseName}-rule-roles'
  params: {
    principalId: principalId
    assign: deployRoleAssignments
    ruleNames: collectionRules.outputs.names
  }
}

module vaultRole 'modules/key-vault-role.bicep' = if (hasVault) {
  name: '${baseName}-vault-role-${suffix}'
  scope: resourceGroup(vaultParts[2], vaultParts[4])
  params: {
    principalId: principalId
    assign: deployRoleAssignments
    vaultName: vaultParts[8]
  }
  dependsOn: [
    keyVault
  ]
}

module package 'modules/package.bicep' = if (!empty(packageUri)) {
  name: '${baseName}-package'
  params: {
    functionAppName: functionApp.outputs.appName
    packageUri: packageUri
  }
  dependsOn: [
    appEndpoint
    linkScopeEndpoint
    rolesAfter
    ruleRoles
    vaultEndpoint
    vaultRole
  ]
}

// ---- Outputs

@description('Name of the Function app.')
output functionAppName string = functionApp.outputs.appName

@description('What Prometheus scrapes, with a function key in the header x-functions-key or the parameter code.')
output scrapeUrl string = 'https://${functionApp.outputs.hostName}/metrics'

@description('Resource id of the Log Analytics workspace.')
output logAnalyticsWorkspaceId string = logAnalyticsId

@description('Object id of the identity in Entra ID.')
output identityObjectId string = principalId

@description('Application id of the identity: what Databricks knows it by. Of a system-assigned one: az ad sp show --id OBJECT_ID --query appId.')
output identityApplicationId string = isUserAssigned ? identity!.outputs.clientId : ''

@description('The address that Databricks sees, for IP access lists. Empty where the way out is not of this deployment.')
output egressAddress string = makesNetwork ? network!.outputs.egressAddress : ''

@description('Roles of the identity with the commands that assign them; made already unless deployRoleAssignments was false.')
output roles array = concat(
  isUserAssigned ? rolesBefore!.outputs.roles : rolesAfter!.outputs.roles,
  ruleRoles.outputs.roles,
  hasVault ? vaultRole!.outputs.roles : []
)

@description('What to do next, in order.')
output nextSteps array = [
  'Put the app in: eng/deploy.sh --resource-group ${resourceGroup().name} --app ${functionApp.outputs.appName} artifacts/dbxserverless-functions-VERSION.zip'
  'Let the identity into the workspaces and grant it the system tables: infra-bicep/grants.sh --application-id ${isUserAssigned ? identity!.outputs.clientId : 'APPLICATION_ID'}'
  'Wait for the first row: eng/smoke.sh --resource-group ${resourceGroup().name} --app ${functionApp.outputs.appName} --workspace-id ${logAnalyticsId}'
  'A key for Prometheus: az functionapp keys set --resource-group ${resourceGroup().name} --name ${functionApp.outputs.appName} --key-type functionKeys --key-name prometheus'
]
