using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Pipelines;

namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>
/// Flows of pipelines from <c>flow_progress</c> events, which tell what happened since the event before and are added up here. Only pipelines with an
/// update under way, or another one than at the last poll, are asked for events. A flow that was over before the first poll is told when its start can
/// still be read; one that is under way then, as of a continuous pipeline, is counted from there.
/// </summary>
public sealed class PipelineFlows : RestDataset<PipelineFlow>
{
    // Events may come a little out of order.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    private static readonly MetricFamily Backlog = Family("backlog_bytes", MetricType.Gauge, "Bytes that wait to be read by a flow that is under way, as it last told.", "By");

    private static readonly MetricFamily Failed = Family(
        "expectation_failed_rows", MetricType.Gauge, "Rows of the newest update of a flow that failed an expectation, in the last 24 hours.", "{row}", "expectation");

    private static readonly MetricFamily Written = Family("output_rows_total", MetricType.Counter, "Rows that flows wrote, counted once each when the flow is over.", "{row}");

    private static readonly MetricFamily Dropped = Family("dropped_rows_total", MetricType.Counter, "Rows that expectations dropped, counted once each when the flow is over.", "{row}");

    public override DatasetInfo Info { get; } = new(
        "pipeline_flows", "DbxPipelineFlows", ScopeKind.Workspace, ScheduleGroup.Fast, DatasetKind.Events,
        "Flows of pipelines with rows written, backlog and expectations.")
    {
        Endpoints = ["GET /api/2.0/pipelines", "GET /api/2.0/pipelines/{id}/events"],
        Backfill = TimeSpan.FromDays(1),
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Backlog, Failed];

    protected override IReadOnlyList<Counter<PipelineFlow>> Counters { get; } =
    [
        new(Written, flow => [flow.WorkspaceId, flow.PipelineName ?? "", flow.FlowName], flow => flow.OutputRows),
        new(Dropped, flow => [flow.WorkspaceId, flow.PipelineName ?? "", flow.FlowName], flow => flow.DroppedRows),
    ];

    protected override async Task<RestReading<PipelineFlow>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var memory = context.Recall(FlowJson.Default.FlowMemory);
        var flows = (memory?.Flows ?? []).ToDictionary(flow => flow.Key);
        var pipelines = new Dictionary<string, ReadEvents>();
        await foreach (var pipeline in context.Reader.Pipelines.ListAsync(cancellationToken))
        {
            var newest = pipeline.LatestUpdates.FirstOrDefault();
            var update = $"{newest?.UpdateId} {newest?.State}";
            var last = memory?.Pipelines.GetValueOrDefault(pipeline.PipelineId);
            if (newest is null || last?.Update == update && newest.State is "COMPLETED" or "FAILED" or "CANCELED")
            {
                if (last is not null)
                    pipelines[pipeline.PipelineId] = last;
                continue;
            }

            try
            {
                pipelines[pipeline.PipelineId] = await AddEventsAsync(context, pipeline, update, last, flows, cancellationToken);
            }
            catch (DatabricksException failure)
            {
                // Whoever may see a pipeline may not always see its events; the next poll reads on from where this one stood.
                context.Skip(failure);
                if (last is not null)
                    pipelines[pipeline.PipelineId] = last with { Update = "" };
            }
        }

        var now = context.AsOf.ToUnixTimeMilliseconds();
        var due = flows.Values.Where(flow => flow.Status != flow.ToldStatus || !flow.IsOver && flow.Last > flow.Told && now - flow.Told >= TellEvery.TotalMilliseconds).ToList();
        foreach (var flow in due)
            flows[flow.Key] = flow with { Told = now, ToldStatus = flow.Status };
        var since = (context.AsOf - Window).ToUnixTimeMilliseconds();
        var kept = flows.Values.Where(flow => flow.Last >= since).OrderBy(flow => flow.Key, StringComparer.Ordinal).ToList();
        context.Remember(new FlowMemory(pipelines, kept), FlowJson.Default.FlowMemory);
        return new RestReading<PipelineFlow>([.. due.Select(flow => Record(flow, workspace))], [.. Samples(kept, workspace)]);
    }

    protected override IReadOnlyList<string> Key(PipelineFlow record) => [record.WorkspaceId, record.PipelineId, record.UpdateId, record.FlowName];

    protected override DateTimeOffset EventTime(PipelineFlow record) => record.StartTime;

    protected override bool IsFinal(PipelineFlow record) => record.EndTime is not null;

    private static async Task<ReadEvents> AddEventsAsync(
        CollectionContext context, Pipeline pipeline, string update, ReadEvents? last, Dictionary<string, FlowSoFar> flows, CancellationToken cancellationToken)
    {
        var from = last is null ? context.AsOf - Window : DateTimeOffset.FromUnixTimeMilliseconds(last.Until) - Overlap;
        var read = new List<PipelineEvent>();
        await foreach (var happened in context.Reader.Pipelines.ListEventsAsync(pipeline.PipelineId, from, cancellationToken))
            read.Add(happened);
        // Only when all was read, so that what failed half-way is not added twice.
        var seen = last?.Seen.ToDictionary() ?? [];
        foreach (var happened in read)
        {
            if (seen.TryAdd(happened.Id, happened.Timestamp.ToUnixTimeMilliseconds()))
                Add(flows, pipeline, happened);
        }

        // What began before the first reading and is over by now would be told with a part of its rows.
        if (last is null)
        {
            var begun = read.Where(happened => happened.EventType == "create_update").Select(happened => happened.Origin.UpdateId).ToHashSet();
            foreach (var flow in flows.Values.Where(flow => flow.Pipeline == pipeline.PipelineId && flow.IsOver && !flow.IsSeenFromItsStart && !begun.Contains(flow.Update)).ToList())
                flows.Remove(flow.Key);
        }

        var until = Math.Max(last?.Until ?? 0, read.Count > 0 ? read.Max(happened => happened.Timestamp.ToUnixTimeMilliseconds()) : from.ToUnixTimeMilliseconds());
        return new ReadEvents(update, until, seen.Where(one => one.Value >= until - Overlap.TotalMilliseconds).ToDictionary());
    }

    private static void Add(Dictionary<string, FlowSoFar> flows, Pipeline pipeline, PipelineEvent happened)
    {
        if (happened.EventType != "flow_progress" || happened.Origin is not { UpdateId: { } update, FlowName: { } name } || happened.Details.FlowProgress is not { } progress)
            return;
        var at = happened.Timestamp.ToUnixTimeMilliseconds();
        var flow = flows.GetValueOrDefault($"{pipeline.PipelineId}/{update}/{name}") ?? new FlowSoFar(
            pipeline.PipelineId, pipeline.Name, update, name, happened.Origin.DatasetName, "", at, 0, 0, 0, 0, null, null, new Dictionary<string, long>(),
            new Dictionary<string, long>(), null, 0, null);
        var status = at >= flow.Last && progress.Status is { } given ? given : flow.Status;
        flow = flow with
        {
            Status = status,
            Start = Math.Min(flow.Start, at),
            Ran = flow.Ran == 0 && progress.Status == "RUNNING" ? at : flow.Ran,
            Last = Math.Max(flow.Last, at),
            Rows = flow.Rows + (progress.Metrics?.NumOutputRows ?? 0),
            Dropped = flow.Dropped + (progress.DataQuality?.DroppedRecords ?? 0),
            BacklogBytes = progress.Metrics?.BacklogBytes ?? flow.BacklogBytes,
            BacklogFiles = progress.Metrics?.BacklogFiles ?? flow.BacklogFiles,
            Passed = Sum(flow.Passed, progress.DataQuality, expectation => expectation.PassedRecords),
            Failed = Sum(flow.Failed, progress.DataQuality, expectation => expectation.FailedRecords),
            Error = status == "FAILED" ? happened.Message ?? flow.Error : flow.Error,
        };
        flows[flow.Key] = flow;
    }

    private static IReadOnlyDictionary<string, long> Sum(IReadOnlyDictionary<string, long> sums, FlowQuality? quality, Func<FlowExpectation, long> rows)
    {
        if (quality is not { Expectations.Count: > 0 })
            return sums;
        var added = sums.ToDictionary();
        foreach (var expectation in quality.Expectations.Where(expectation => expectation.Name is not null))
            added[expectation.Name!] = added.GetValueOrDefault(expectation.Name!) + rows(expectation);
        return added;
    }

    private static PipelineFlow Record(FlowSoFar flow, string workspace) => new()
    {
        WorkspaceId = workspace,
        PipelineId = flow.Pipeline,
        PipelineName = flow.Name,
        UpdateId = flow.Update,
        FlowName = flow.Flow,
        DatasetName = flow.Dataset,
        Status = flow.Status,
        StartTime = DateTimeOffset.FromUnixTimeMilliseconds(flow.Start),
        EndTime = flow.IsOver ? DateTimeOffset.FromUnixTimeMilliseconds(flow.Last) : null,
        WaitSeconds = flow.Ran > 0 ? (flow.Ran - flow.Start) / 1000.0 : null,
        OutputRows = flow.Rows,
        DroppedRows = flow.Dropped,
        BacklogBytes = flow.BacklogBytes,
        BacklogFiles = flow.BacklogFiles,
        PassedRows = Texts(flow.Passed),
        FailedRows = Texts(flow.Failed),
        Error = flow.Error,
    };

    private static IReadOnlyDictionary<string, string?>? Texts(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? null : counts.ToDictionary(count => count.Key, count => (string?)count.Value.ToString(CultureInfo.InvariantCulture));

    // Of each flow the newest update.
    private static IEnumerable<Sample> Samples(IEnumerable<FlowSoFar> flows, string workspace)
    {
        foreach (var flow in flows.GroupBy(flow => (Name: flow.Name ?? flow.Pipeline, flow.Flow)).Select(same => same.MaxBy(flow => flow.Start)!))
        {
            if (!flow.IsOver && flow.BacklogBytes is { } bytes)
                yield return Backlog.Sample(bytes, workspace, flow.Name ?? flow.Pipeline, flow.Flow);
            foreach (var (expectation, rows) in flow.Failed)
                yield return Failed.Sample(rows, workspace, flow.Name ?? flow.Pipeline, flow.Flow, expectation);
        }
    }

    private static MetricFamily Family(string name, MetricType type, string help, string unit, params IReadOnlyList<string> more) => new(
        $"databricks_pipeline_flow_{name}", type, help, ["workspace_id", "pipeline_name", "flow_name", .. more])
    {
        OpenTelemetryName = $"databricks.pipeline.flow.{name.Replace("_total", "", StringComparison.Ordinal)}",
        OpenTelemetryUnit = unit,
    };
}
