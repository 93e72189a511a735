using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>Pipelines with the state of their newest update within a minute. Their history is in <c>pipeline_updates</c>.</summary>
public sealed class LivePipelines : RestDataset<LivePipeline>
{
    private static readonly MetricFamily ByState = new(
        "databricks_pipelines_by_state", MetricType.Gauge, "Pipelines by state and health.", "workspace_id", "state", "health")
    {
        OpenTelemetryName = "databricks.pipelines.state",
        OpenTelemetryUnit = "{pipeline}",
    };

    public override DatasetInfo Info { get; } = new(
        "live_pipelines", "DbxLivePipelines", ScopeKind.Workspace, ScheduleGroup.Fast, DatasetKind.State,
        "Pipelines with their state, their health and their newest update.")
    {
        Endpoints = ["GET /api/2.0/pipelines"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [ByState];

    protected override async Task<RestReading<LivePipeline>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var pipelines = new Dictionary<string, LivePipeline>(StringComparer.Ordinal);
        await foreach (var pipeline in context.Reader.Pipelines.ListAsync(cancellationToken))
        {
            var newest = pipeline.LatestUpdates.FirstOrDefault();
            pipelines[pipeline.PipelineId] = new LivePipeline
            {
                WorkspaceId = workspace,
                PipelineId = pipeline.PipelineId,
                PipelineName = pipeline.Name,
                State = pipeline.State ?? "UNKNOWN",
                Health = pipeline.Health,
                CreatorUserName = pipeline.CreatorUserName,
                RunAsUserName = pipeline.RunAsUserName,
                ClusterId = pipeline.ClusterId,
                UpdateId = newest?.UpdateId,
                UpdateState = newest?.State,
                UpdateTime = newest?.CreationTime,
            };
        }

        return new RestReading<LivePipeline>(
            [.. pipelines.Values],
            [
                .. pipelines.Values.GroupBy(pipeline => (pipeline.State, Health: pipeline.Health ?? "")).OrderBy(group => group.Key)
                    .Select(group => ByState.Sample(group.Count(), workspace, group.Key.State, group.Key.Health)),
            ]);
    }

    protected override IReadOnlyList<string> Key(LivePipeline record) => [record.WorkspaceId, record.PipelineId];

    protected override DateTimeOffset EventTime(LivePipeline record) => record.UpdateTime ?? DateTimeOffset.UnixEpoch;
}
