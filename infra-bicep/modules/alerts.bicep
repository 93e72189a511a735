// Log search alerts over the records: what they ask, when and how loudly is in infra-bicep/alerts, what to do in docs/alerts.

@description('Required. Beginning of the names of the rules.')
param namePrefix string

@description('Required. Region of the rules: that of the workspace.')
param location string

@description('Required. Resource id of the Log Analytics workspace that has the records.')
param logAnalyticsWorkspaceId string

@description('Required. Resource ids of action groups that are told besides the one of this deployment.')
param actionGroupIds array

@description('Required. Mail addresses that the action group of this deployment writes to.')
param emails array

@description('Required. Tags of the rules.')
param tags object

@description('Required. What differs from the defaults: runbooks (address of the folder with the runbooks) and rules, by name, each with enabled, severity and thresholds.')
param settings object

var definitions = loadJsonContent('../alerts/alerts.json').alerts

var queries = {
  budget: loadTextContent('../alerts/budget.kql')
  'collection-failing': loadTextContent('../alerts/collection-failing.kql')
  'collector-silent': loadTextContent('../alerts/collector-silent.kql')
  'dataset-not-assessed': loadTextContent('../alerts/dataset-not-assessed.kql')
  'dbu-spike': loadTextContent('../alerts/dbu-spike.kql')
  deadline: loadTextContent('../alerts/deadline.kql')
  'insight-worth': loadTextContent('../alerts/insight-worth.kql')
  'job-duration-regression': loadTextContent('../alerts/job-duration-regression.kql')
  'job-failure-rate': loadTextContent('../alerts/job-failure-rate.kql')
  'no-billing-data': loadTextContent('../alerts/no-billing-data.kql')
  'pipeline-duration-regression': loadTextContent('../alerts/pipeline-duration-regression.kql')
  'pipeline-failure-rate': loadTextContent('../alerts/pipeline-failure-rate.kql')
  'pipeline-stale': loadTextContent('../alerts/pipeline-stale.kql')
  'run-over-normal': loadTextContent('../alerts/run-over-normal.kql')
  'spend-spike': loadTextContent('../alerts/spend-spike.kql')
  'sql-error-rate': loadTextContent('../alerts/sql-error-rate.kql')
  'sql-latency-regression': loadTextContent('../alerts/sql-latency-regression.kql')
  'token-expiring': loadTextContent('../alerts/token-expiring.kql')
  'warehouse-left-running': loadTextContent('../alerts/warehouse-left-running.kql')
}

var runbooks = settings.?runbooks ?? 'docs/alerts'
var chosen = settings.?rules ?? {}

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${namePrefix}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'databricks'
    enabled: true
    emailReceivers: map(emails, address => {
      name: address
      emailAddress: address
      useCommonAlertSchema: true
    })
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in definitions: {
    name: '${namePrefix}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.displayName
      description: '${alert.description} Runbook: ${runbooks}/${alert.query}.md'
      severity: chosen[?alert.name].?severity ?? alert.severity
      enabled: chosen[?alert.name].?enabled ?? alert.enabled
      scopes: [
        logAnalyticsWorkspaceId
      ]
      evaluationFrequency: alert.evaluationFrequency
      windowSize: alert.windowSize
      autoMitigate: true
      // In a new workspace the functions come at the same time.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: reduce(
              items(union(alert.thresholds, chosen[?alert.name].?thresholds ?? {})),
              queries[alert.query],
              (text, threshold) => replace(text, '{${threshold.key}}', string(threshold.value))
            )
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: map(alert.dimensions, column => {
              name: column
              operator: 'Include'
              values: [
                '*'
              ]
            })
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: concat(actionGroupIds, [
          group.id
        ])
        customProperties: {
          rule: alert.name
          runbook: '${runbooks}/${alert.query}.md'
        }
      }
    }
  }
]
