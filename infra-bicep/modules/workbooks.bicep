// Workbooks over the records. Their sources are in eng/dashboards/views; eng/dashboards/build.mjs makes the JSON of them.

@description('Required. Region of the workbooks: that of the workspace.')
param location string

@description('Required. Resource id of the Log Analytics workspace that has the records.')
param logAnalyticsWorkspaceId string

@description('Required. Tags of the workbooks.')
param tags object

var workbooks = [
  {
    name: 'clusters'
    title: 'Clusters'
    content: loadTextContent('../workbooks/clusters.workbook.json')
  }
  {
    name: 'collector-health'
    title: 'Collector health and coverage'
    content: loadTextContent('../workbooks/collector-health.workbook.json')
  }
  {
    name: 'cost'
    title: 'Cost'
    content: loadTextContent('../workbooks/cost.workbook.json')
  }
  {
    name: 'jobs-and-pipelines'
    title: 'Jobs and pipelines'
    content: loadTextContent('../workbooks/jobs-and-pipelines.workbook.json')
  }
  {
    name: 'overview'
    title: 'Overview'
    content: loadTextContent('../workbooks/overview.workbook.json')
  }
  {
    name: 'spark-performance'
    title: 'Spark performance'
    content: loadTextContent('../workbooks/spark-performance.workbook.json')
  }
  {
    name: 'sql-and-warehouses'
    title: 'SQL and warehouses'
    content: loadTextContent('../workbooks/sql-and-warehouses.workbook.json')
  }
]

// The same name each time, so that a deployment changes the workbook that is there.
var names = map(workbooks, workbook => guid(resourceGroup().id, logAnalyticsWorkspaceId, workbook.name))

var places = concat(
  [
    {
      token: 'LOG_ANALYTICS_WORKSPACE_ID'
      value: logAnalyticsWorkspaceId
    }
    {
      token: 'PORTAL_URL'
      value: environment().portal
    }
  ],
  map(workbooks, (workbook, number) => {
    token: 'WORKBOOK_ID_${workbook.name}'
    value: resourceId('Microsoft.Insights/workbooks', names[number])
  })
)

resource books 'Microsoft.Insights/workbooks@2023-06-01' = [
  for (workbook, number) in workbooks: {
    name: names[number]
    location: location
    tags: tags
    kind: 'shared'
    properties: {
      displayName: 'Databricks: ${workbook.title}'
      category: 'workbook'
      sourceId: logAnalyticsWorkspaceId
      version: 'Notebook/1.0'
      serializedData: reduce(places, workbook.content, (text, place) => replace(text, place.token, place.value))
    }
  }
]
