// The roles of the app's identity on what the app itself uses, no more than it needs and each with its reason: assigned here, or only told, for whoever may assign them.

@description('Required. Object id of the identity.')
param principalId string

@description('Required. Whether the roles are assigned. Otherwise they are only told.')
param assign bool

@description('Required. Name of the storage account.')
param storageAccountName string

@description('Required. Name of the Application Insights component.')
param applicationInsightsName string

var publisher = {
  name: 'Monitoring Metrics Publisher'
  id: '3913510d-42f4-4e42-8a64-420c390055eb'
}

var storageRoles = [
  {
    name: 'Storage Blob Data Owner'
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
    reason: 'The Functions host keeps its leases, keys and the package in blobs and asks for owner; the collector keeps ledgers and snapshots.'
  }
  {
    name: 'Storage Queue Data Contributor'
    id: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
    reason: 'Durable orchestrations pass their messages through queues.'
  }
  {
    name: 'Storage Table Data Contributor'
    id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
    reason: 'Durable orchestrations keep their history in tables, the collector its state.'
  }
]

var insightsReason = 'Sending the logs and traces of the app, since the component takes no keys.'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in storageRoles: if (assign) {
    scope: account
    name: guid(account.id, principalId, role.id)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      description: role.reason
    }
  }
]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (assign) {
  scope: component
  name: guid(component.id, principalId, publisher.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', publisher.id)
    description: insightsReason
  }
}

@description('Every role: its name, the resource that it is for, the reason, and the command that assigns it.')
output roles array = concat(
  map(storageRoles, role => {
    role: role.name
    scope: account.id
    reason: role.reason
    command: 'az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${role.name}" --scope ${account.id}'
  }),
  [
    {
      role: publisher.name
      scope: component.id
      reason: insightsReason
      command: 'az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${publisher.name}" --scope ${component.id}'
    }
  ]
)
