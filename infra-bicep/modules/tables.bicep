// The tables of all datasets, with the columns of their records. Columns are only ever added.

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Days that rows can be queried and alerted on at full speed.')
@minValue(4)
@maxValue(730)
param retentionInDays int

@description('Required. Days that rows are kept in all, the later ones in the cheap archive.')
@minValue(4)
@maxValue(2555)
param totalRetentionInDays int

@description('Required. Other days than retentionInDays for single tables, by name without _CL.')
param retentionByTable object

var tables = loadJsonContent('../generated/tables.json').tables

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

@batchSize(10)
resource records 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = [
  for table in tables: {
    parent: workspace
    name: table.table
    properties: {
      plan: table.plan
      // The interactive time of a Basic table is fixed.
      retentionInDays: table.plan == 'Analytics' ? (retentionByTable[?table.name] ?? retentionInDays) : null
      totalRetentionInDays: max(retentionByTable[?table.name] ?? 0, totalRetentionInDays)
      schema: {
        name: table.table
        description: table.description
        columns: table.columns
      }
    }
  }
]
