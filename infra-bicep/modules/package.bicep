// Puts a package of the app into the app. An upgrade and a roll-back are the same with another address.

@description('Required. Name of the Function app.')
param functionAppName string

@description('Required. Address of the zip that eng/package.sh makes, readable without signing in (a signature in the address will do).')
@secure()
param packageUri string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource package 'Microsoft.Web/sites/extensions@2024-04-01' = {
  parent: app
  name: 'onedeploy'
  // Of this extension the type definitions know the name and no properties.
  #disable-next-line BCP187
  properties: {
    packageUri: packageUri
    remoteBuild: false
  }
}
