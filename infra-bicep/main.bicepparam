// An example: copy it, and put in your own workspaces. docs/deploy.md goes through the rest.
using './main.bicep'

param workspaces = [
  {
    host: 'adb-1234567890123456.7.azuredatabricks.net'
    name: 'production'
    region: 'westeurope'
    warehouseId: '0123456789abcdef'
  }
  {
    host: 'adb-6543210987654321.1.azuredatabricks.net'
    name: 'development'
    region: 'westeurope'
  }
]

param tags = {
  service: 'dbxserverless'
}

param alertEmails = [
  'data-platform@example.com'
]

// Your own prices: what an hour of a machine costs you at the cloud, without DBUs. Without them the cost of machines stays unknown.
// param vmHourPrices = {
//   Standard_D8ds_v5: '0.45'
// }
// param spotVmHourPrices = {
//   Standard_D8ds_v5: '0.09'
// }
