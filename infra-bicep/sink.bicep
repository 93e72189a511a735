// A further place for records, where those of some workspaces must stay in a region: Log Analytics with all tables and functions, and the
// rules that the app sends through. Deploy it into a resource group there, then give its output settings to main.bicep (parameter settings)
// and name the sink at the workspaces that it is for.
//
//   az deployment group create --resource-group RG --template-file sink.bicep --parameters sinkName=switzerland identityObjectId=OBJECT_ID
targetScope = 'resourceGroup'

metadata name = 'DbxServerless sink'
metadata description = 'A further Log Analytics workspace for the records of DbxServerless.'

@description('Required. Name of the sink, letters and digits.')
@minLength(2)
@maxLength(24)
param sinkName string

@description('Required. Object id of the app\'s identity: the output identityObjectId of main.bicep.')
param identityObjectId string

@description('Optional. Region.')
param location string = resourceGroup().location

@description('Optional. Tags of all resources.')
param tags object = {}

@description('Optional. Resource id of a Log Analytics workspace that is there already; empty makes one. It must be in the same region.')
param existingLogAnalyticsWorkspaceId string = ''

@description('Optional. Days that rows can be queried and alerted on.')
@minValue(30)
@maxValue(730)
param retentionInDays int = 90

@description('Optional. Days that rows are kept in all, the later ones in the archive.')
@minValue(30)
@maxValue(2555)
param totalRetentionInDays int = 90

@description('Optional. Other days than retentionInDays for single tables, by name without _CL.')
param retentionByTable object = {}

@description('Optional. Whether the identity gets its role. Otherwise the output roles has the commands for who may assign it.')
param deployRoleAssignments bool = true

var logAnalyticsId = empty(existingLogAnalyticsWorkspaceId)
  ? resourceId('Microsoft.OperationalInsights/workspaces', 'dbxserverless-${sinkName}-logs')
  : existingLogAnalyticsWorkspaceId
var logAnalyticsParts = split(logAnalyticsId, '/')

module logAnalytics 'modules/log-analytics.bicep' = if (empty(existingLogAnalyticsWorkspaceId)) {
  name: 'dbxserverless-${sinkName}-log-analytics'
  params: {
    name: logAnalyticsParts[8]
    location: location
    tags: tags
    retentionInDays: retentionInDays
    dailyQuotaGb: 0
    publicIngestion: true
    publicQueries: true
  }
}

module tables 'modules/tables.bicep' = {
  name: 'dbxserverless-${sinkName}-tables'
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

module functions 'modules/functions.bicep' = {
  name: 'dbxserverless-${sinkName}-functions'
  scope: resourceGroup(logAnalyticsParts[2], logAnalyticsParts[4])
  params: {
    workspaceName: logAnalyticsParts[8]
  }
  dependsOn: [
    tables
  ]
}

module collectionRules 'modules/data-collection-rules.bicep' = {
  name: 'dbxserverless-${sinkName}-collection-rules'
  params: {
    namePrefix: 'dbxserverless-${sinkName}'
    location: location
    tags: tags
    logAnalyticsWorkspaceId: logAnalyticsId
  }
  dependsOn: [
    tables
  ]
}

module ruleRoles 'modules/rule-roles.bicep' = {
  name: 'dbxserverless-${sinkName}-rule-roles'
  params: {
    principalId: identityObjectId
    assign: deployRoleAssignments
    ruleNames: collectionRules.outputs.names
  }
}

@description('Resource id of the Log Analytics workspace.')
output logAnalyticsWorkspaceId string = logAnalyticsId

@description('What main.bicep must be given in its parameter settings.')
output settings object = reduce(
  map(collectionRules.outputs.rules, (rule, number) => {
    'Sinks__${sinkName}__Rules__${number}__Endpoint': rule.endpoint
    'Sinks__${sinkName}__Rules__${number}__ImmutableId': rule.immutableId
    'Sinks__${sinkName}__Rules__${number}__Tables': rule.tables
  }),
  {},
  (all, one) => union(all, one)
)

@description('The role of the identity on each rule, with the command that assigns it.')
output roles array = ruleRoles.outputs.roles
