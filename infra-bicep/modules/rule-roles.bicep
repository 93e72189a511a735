// The role that lets the app's identity send records through data collection rules: assigned here, or only told.

@description('Required. Object id of the identity.')
param principalId string

@description('Required. Whether the role is assigned. Otherwise it is only told.')
param assign bool

@description('Required. Names of the data collection rules.')
param ruleNames array

var role = {
  name: 'Monitoring Metrics Publisher'
  id: '3913510d-42f4-4e42-8a64-420c390055eb'
}

var reason = 'Sending records through this data collection rule.'

resource rules 'Microsoft.Insights/dataCollectionRules@2023-03-11' existing = [
  for ruleName in ruleNames: {
    name: ruleName
  }
]

resource onRules 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (ruleName, number) in ruleNames: if (assign) {
    scope: rules[number]
    name: guid(rules[number].id, principalId, role.id)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      description: reason
    }
  }
]

@description('The role on each rule: its name, the resource that it is for, the reason, and the command that assigns it.')
output roles array = map(ruleNames, ruleName => {
  role: role.name
  scope: resourceId('Microsoft.Insights/dataCollectionRules', ruleName)
  reason: reason
  command: 'az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${role.name}" --scope ${resourceId('Microsoft.Insights/dataCollectionRules', ruleName)}'
})
