// The role that lets the app's identity read the OAuth secrets of workspaces: assigned here, or only told.

@description('Required. Object id of the identity.')
param principalId string

@description('Required. Whether the role is assigned. Otherwise it is only told.')
param assign bool

@description('Required. Name of the vault.')
param vaultName string

var role = {
  name: 'Key Vault Secrets User'
  id: '4633458b-17de-408a-b874-0445c86b69e6'
}

var reason = 'Reading the OAuth secrets that settings of the app refer to.'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (assign) {
  scope: vault
  name: guid(vault.id, principalId, role.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    description: reason
  }
}

@description('The role: its name, the resource that it is for, the reason, and the command that assigns it.')
output roles array = [
  {
    role: role.name
    scope: vault.id
    reason: reason
    command: 'az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${role.name}" --scope ${vault.id}'
  }
]
