// The user-assigned identity of the app: made here, or one that is there already (for whom Databricks' grants were given beforehand).

@description('Required. Name of the identity.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Whether it is there already.')
param isExisting bool

resource made 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = if (!isExisting) {
  name: name
  location: location
  tags: tags
}

resource found 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = if (isExisting) {
  name: name
}

@description('Object id, which roles are assigned to.')
output principalId string = isExisting ? found!.properties.principalId : made!.properties.principalId

@description('Application id, which Databricks knows it by.')
output clientId string = isExisting ? found!.properties.clientId : made!.properties.clientId
