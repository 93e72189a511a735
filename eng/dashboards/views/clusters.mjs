import { chart, table, tiles, view, when } from '../parts.mjs';

export default view('clusters', 'Clusters', 'Classic clusters: how busy their nodes are, what they cost, and how they are configured. Serverless compute has no nodes to see. Pick a cluster.', [
  tiles('At a glance', `
let nodes = DbxNodeUtilization({from}, {to})
    | where WorkspaceId in ({workspaces});
union
    (nodes | summarize Value = tostring(dcount(ClusterId)) | extend Place = 1, Title = 'Clusters with nodes'),
    (nodes | summarize Value = tostring(round(sum(NodeMinutes) / 60.0, 0)) | extend Place = 2, Title = 'Node hours'),
    (nodes | where not(IsDriver) | summarize Busy = sum(CpuPercent * NodeMinutes), All = sum(NodeMinutes) | project Place = 3, Title = 'CPU of workers, mean', Value = iff(All == 0, '-', strcat(round(Busy / All, 1), ' %'))),
    (nodes | where not(IsDriver) | summarize Used = sum(MemoryPercent * NodeMinutes), All = sum(NodeMinutes) | project Place = 4, Title = 'Memory of workers, mean', Value = iff(All == 0, '-', strcat(round(Used / All, 1), ' %'))),
    (nodes | summarize Value = tostring(dcountif(ClusterId, MaxSwapPercent > 0)) | extend Place = 5, Title = 'Clusters that swapped')
| order by Place asc
| project Title, Value`),

  chart('Node hours', `
DbxNodeUtilization({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize NodeHours = sum(NodeMinutes) / 60.0 by bin(StartTime, 1h), NodeType
| order by StartTime asc`, { width: 50, style: 'area' }),

  chart('CPU percent of workers', `
DbxNodeUtilization({from}, {to})
| where WorkspaceId in ({workspaces}) and not(IsDriver)
| summarize Busy = sum(CpuPercent * NodeMinutes), Waiting = sum(CpuWaitPercent * NodeMinutes), Minutes = sum(NodeMinutes) by bin(StartTime, 1h)
| extend Series = pack_array('busy', 'waiting for input and output'), Values = pack_array(Busy / Minutes, Waiting / Minutes)
| mv-expand Series to typeof(string), Values to typeof(real)
| project StartTime, Series, Percent = Values
| order by StartTime asc`, { width: 50, style: 'line' }),

  table('Clusters', `
let nodes = DbxNodeUtilization({from}, {to})
    | summarize NodeHours = round(sum(NodeMinutes) / 60.0, 1), CpuPercent = round(sumif(CpuPercent * NodeMinutes, not(IsDriver)) / sumif(NodeMinutes, not(IsDriver)), 1),
        MemoryPercent = round(sumif(MemoryPercent * NodeMinutes, not(IsDriver)) / sumif(NodeMinutes, not(IsDriver)), 1), MaxMemoryPercent = max(MaxMemoryPercent), MaxSwapPercent = max(MaxSwapPercent),
        DriverCpuPercent = round(avgif(CpuPercent, IsDriver), 1), MostNodes = max(Nodes), NodeType = take_any(NodeType) by WorkspaceId, ClusterId;
let cost = DbxBillingUsage({from}, {to})
    | where isnotempty(ClusterId)
    | summarize ListCost = round(sum(ListCost), 2), Currency = take_anyif(Currency, isnotempty(Currency)) by WorkspaceId, ClusterId;
let known = DbxClusters({to} - 365d, {to})
    | project WorkspaceId, ClusterId, ClusterName, ClusterSource, OwnedBy, RuntimeVersion, AutoTerminationMinutes;
nodes
| where WorkspaceId in ({workspaces})
| join kind=leftouter cost on WorkspaceId, ClusterId
| join kind=leftouter known on WorkspaceId, ClusterId
| project ClusterName = coalesce(ClusterName, ClusterId), ListCost, Currency, NodeHours, CpuPercent, MemoryPercent, MaxMemoryPercent, MaxSwapPercent, DriverCpuPercent, MostNodes, NodeType, ClusterSource, RuntimeVersion, AutoTerminationMinutes, OwnedBy, WorkspaceId, ClusterId
| order by ListCost desc, NodeHours desc`, { pick: ['ClusterId', 'cluster', 'cluster'], bars: ['ListCost', 'NodeHours'], empty: 'No node of a classic cluster was seen. Nodes that live for less than ten minutes may be missing in Databricks\' table.' }),

  table('Running now', `
DbxLiveClusters({from}, {to})
| where WorkspaceId in ({workspaces}) and State !in ('TERMINATED', 'TERMINATING')
| extend RunningHours = round(datetime_diff('minute', {to}, StartTime) / 60.0, 1)
| project ClusterName, State, RunningHours, ClusterSource, RuntimeVersion, RuntimeEngine, NodeType, Workers, MinWorkers, MaxWorkers, AutoTerminationMinutes, LogDestination, LogDeliveryError, CreatorUserName, WorkspaceId, ClusterId
| order by RunningHours desc`, { bars: ['RunningHours'], empty: 'No classic cluster runs, or the REST datasets are off.' }),

  chart('Lost nodes and bad ends', `
DbxClusterEvents({from}, {to})
| where WorkspaceId in ({workspaces}) and (EventType in ('NODES_LOST', 'DRIVER_NOT_RESPONDING', 'DRIVER_UNAVAILABLE', 'SPARK_EXCEPTION', 'METASTORE_DOWN') or ReasonType in ('CLIENT_ERROR', 'SERVICE_FAULT', 'CLOUD_FAILURE'))
| summarize Events = count() by bin(HappenedTime, 1h), Reason = coalesce(ReasonCode, EventType)
| order by HappenedTime asc`, { width: 50, empty: 'No node was lost and no cluster ended badly, or the REST datasets are off.' }),
  chart('Clusters that began, by source', `
DbxClusterEvents({from}, {to})
| where WorkspaceId in ({workspaces}) and EventType in ('CREATING', 'STARTING', 'RESTARTING')
| summarize Clusters = count() by bin(HappenedTime, 1h), Source = coalesce(ClusterSource, 'OTHER')
| order by HappenedTime asc`, { width: 50, empty: 'No cluster began, or the REST datasets are off.' }),

  ...when('cluster', [
    table('Events of the cluster', `
DbxClusterEvents({from}, {to})
| where ClusterId == {cluster}
| project HappenedTime, EventType, Cause, ReasonCode, ReasonType, CurrentWorkers, TargetWorkers, DriverMessage, ReasonDetails, UserName
| order by HappenedTime desc
| take 500`, { empty: 'No event of this cluster is known.' }),
    chart('CPU and memory of the cluster\'s workers', `
DbxNodeUtilization({from}, {to})
| where ClusterId == {cluster} and not(IsDriver)
| extend Series = pack_array('CPU', 'CPU, most', 'memory', 'memory, most'), Values = pack_array(CpuPercent, MaxCpuPercent, MemoryPercent, MaxMemoryPercent)
| mv-expand Series to typeof(string), Values to typeof(real)
| project StartTime, Series, Percent = Values
| order by StartTime asc`, { width: 50, style: 'line', empty: 'Pick a cluster above. A cluster of one node has only a driver.' }),
    chart('CPU and memory of the cluster\'s driver', `
DbxNodeUtilization({from}, {to})
| where ClusterId == {cluster} and IsDriver
| extend Series = pack_array('CPU', 'CPU, most', 'memory', 'memory, most'), Values = pack_array(CpuPercent, MaxCpuPercent, MemoryPercent, MaxMemoryPercent)
| mv-expand Series to typeof(string), Values to typeof(real)
| project StartTime, Series, Percent = Values
| order by StartTime asc`, { width: 50, style: 'line', empty: 'Pick a cluster above.' }),
    table('Task runs on the cluster', `
DbxTaskRuns({from}, {to})
| where ClusterIds has {cluster}
| project TaskKey, State, StartTime, DurationSeconds, SetupSeconds, JobId, JobRunId
| order by StartTime desc
| take 200`, { states: ['State'], bars: ['DurationSeconds'], empty: 'No task of a job ran on this cluster.' }),
  ]),

  table('Clusters whose Spark cannot be looked into', `
DbxLiveClusters({from}, {to})
| where WorkspaceId in ({workspaces}) and (isempty(LogDestination) or isnotempty(LogDeliveryError))
| project Finding = iff(isempty(LogDestination), 'delivers no logs', LogDeliveryError), ClusterName, ClusterSource, State, RuntimeVersion, PolicyId, CreatorUserName, WorkspaceId, ClusterId
| order by Finding asc, ClusterName asc`, { empty: 'Every cluster that is known delivers its logs, or the REST datasets are off.' }),

  table('Settings worth a look', `
DbxClusters({to} - 365d, {to})
| where WorkspaceId in ({workspaces}) and ClusterSource in ('UI', 'API')
| extend Finding = case(
    AutoTerminationMinutes == 0, 'never terminates when idle',
    AutoTerminationMinutes > 120, strcat('waits ', AutoTerminationMinutes, ' idle minutes'),
    isempty(PolicyId), 'follows no cluster policy',
    '')
| where Finding != ''
| project Finding, ClusterName, OwnedBy, WorkerNodeType, WorkerCount, MinAutoscaleWorkers, MaxAutoscaleWorkers, RuntimeVersion, DataSecurityMode, ChangeTime, WorkspaceId, ClusterId
| order by Finding asc, ClusterName asc`, { empty: 'Every all-purpose cluster terminates in time and follows a policy, or none has changed since collection began.' }),
]);
