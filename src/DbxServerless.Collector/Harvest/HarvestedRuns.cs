using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Harvest;

/// <summary>Finished job runs and what became of their event logs.</summary>
public sealed class HarvestedRuns : HarvestedDataset<HarvestedRun>
{
    private static readonly MetricFamily Runs = new(
        "databricks_spark_harvested_runs_total", MetricType.Counter, "Finished job runs whose event logs were dealt with, by what became of them.", "workspace_id", "outcome");

    private static readonly MetricFamily Bytes = new(
        "databricks_spark_harvested_bytes_total", MetricType.Counter, "Bytes of event logs that were downloaded.", "workspace_id");

    public override DatasetInfo Info { get; } = new(
        "spark_harvests", "DbxSparkHarvests", ScopeKind.Workspace, Schedule: null, DatasetKind.Events,
        "What became of the event logs of each finished job run: harvested, partial, none, not assessed, given up.")
    {
        Endpoints = ["GET /api/2.2/jobs/runs/list", "GET /api/2.2/jobs/runs/get", "GET /api/2.1/clusters/get"],
    };

    protected override IReadOnlyList<Counter<HarvestedRun>> Counters { get; } =
    [
        new(Runs, run => [run.WorkspaceId, run.Outcome]),
        new(Bytes, run => [run.WorkspaceId], run => run.DownloadedBytes),
    ];

    protected override IReadOnlyList<string> Key(HarvestedRun record) => [record.WorkspaceId, record.RunId];

    protected override DateTimeOffset EventTime(HarvestedRun record) => record.StartTime;

    protected override bool IsFinal(HarvestedRun record) => true;
}
