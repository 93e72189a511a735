using System.Runtime.CompilerServices;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Datasets.Jobs;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;
using DbxServerless.Collector.Settings;

namespace DbxServerless.Benchmarks.Ticks;

/// <summary>Job runs that are made up from their number: run n belongs to one of 60 days.</summary>
internal sealed class TickDataset(DateTimeOffset newest) : Dataset
{
    public const int Days = 60;

    private static readonly MetricFamily Finished = new("finished_total", MetricType.Counter, "Finished runs.", "workspace_id", "state");

    private static readonly RecordPrivacy Privacy = new(new PrivacyOptions());

    private readonly RecordSchema<JobRun> _schema = RecordSchema<JobRun>.Create(new DatasetInfo(
        "tick_runs", "DbxTickRuns", ScopeKind.Account, ScheduleGroup.Regular, DatasetKind.Events, "Runs."));

    public override DatasetInfo Info { get; } = new("tick_runs", "DbxTickRuns", ScopeKind.Account, ScheduleGroup.Regular, DatasetKind.Events, "Runs.");

    public override RecordSchema Schema => _schema;

    public override IReadOnlyList<MetricFamily> CounterFamilies => [Finished];

    /// <summary>The runs that a read gives: number, and a value that changes.</summary>
    public IEnumerable<(int Run, int Value)> Read { get; set; } = [];

    public override async IAsyncEnumerable<CollectedRecord> CollectAsync(
        CollectionContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var (run, value) in Read)
            yield return RecordOf(run, value);
    }

    /// <summary>What the source does for a record, without the engine.</summary>
    public CollectedRecord RecordOf(int run, int value)
    {
        var started = newest.AddDays(-(run % Days)).AddSeconds(-run % 3600);
        var record = new JobRun
        {
            WorkspaceId = "1234567890123456",
            JobId = $"{10_000 + run % 5000}",
            RunId = $"{500_000_000 + run}",
            Attempt = 0,
            IsLatestAttempt = true,
            JobName = $"load the tables of source {run % 5000}",
            LogicalJob = $"load the tables of source {run % 5000}",
            RunType = "JOB_RUN",
            TriggerType = "CRON",
            State = "SUCCEEDED",
            StartTime = started,
            EndTime = started.AddSeconds(value),
            DurationSeconds = value,
            ClusterIds = ["0310-120000-abcdefgh"],
        };
        return _schema.Collect(record, [record.WorkspaceId, record.RunId], started, Privacy) with
        {
            IsFinal = true,
            Counts = [new Count(Finished, [record.WorkspaceId, record.State], 1)],
        };
    }
}
