// DNS zones that let the private endpoints be found under the services' own names.

@description('Required. Names of the zones.')
param zoneNames array

@description('Required. Tags.')
param tags object

@description('Required. Resource id of the virtual network that looks names up.')
param networkId string

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zoneName in zoneNames: {
    name: zoneName
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zoneName, number) in zoneNames: {
    parent: zones[number]
    name: 'dbxserverless-${uniqueString(networkId)}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkId
      }
    }
  }
]
