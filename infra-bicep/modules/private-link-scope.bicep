// The Azure Monitor private link scope: made here, or one that is there already, with what of the collector belongs to it.

@description('Required. Name of the scope.')
param name string

@description('Required. Tags.')
param tags object

@description('Required. Whether it is there already.')
param isExisting bool

@description('Required. What joins the scope: name and resource id of each.')
param members array

resource made 'Microsoft.Insights/privateLinkScopes@2023-06-01-preview' = if (!isExisting) {
  name: name
  location: 'global'
  tags: tags
  properties: {
    // Others of the network may go on sending to and asking what is not in the scope. What is in it refuses the public itself.
    accessModeSettings: {
      ingestionAccessMode: 'Open'
      queryAccessMode: 'Open'
    }
  }
}

resource linkScope 'Microsoft.Insights/privateLinkScopes@2023-06-01-preview' existing = {
  name: name
}

// One after the other: a scope takes one change at a time.
@batchSize(1)
resource joined 'Microsoft.Insights/privateLinkScopes/scopedResources@2023-06-01-preview' = [
  for member in members: {
    parent: linkScope
    name: member.name
    properties: {
      kind: 'Resource'
      linkedResourceId: member.id
    }
    dependsOn: [
      made
    ]
  }
]

@description('Resource id of the scope.')
output scopeId string = linkScope.id
