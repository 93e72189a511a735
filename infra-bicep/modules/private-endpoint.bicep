// A private endpoint of one service, and its names.

@description('Required. Name of the endpoint.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Resource id of the subnet.')
param subnetId string

@description('Required. Resource id of what is reached through it.')
param targetId string

@description('Required. Which service of the target: blob, queue, table, vault, sites, azuremonitor.')
param groupId string

@description('Required. Resource ids of the DNS zones that get its names.')
param zoneIds array

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: targetId
          groupIds: [
            groupId
          ]
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      for (zoneId, number) in zoneIds: {
        name: 'zone-${number}'
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}
