using DbxServerless.Collector.Datasets.Spark;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Reads archived logs in a stream and makes records of them.</summary>
internal sealed class LogAnalysis(HarvestWorkspace workspace)
{
    // A log takes two threads and the memory of its stages and plans: one after the other is fast enough, and bounded.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <param name="log">The log, as each of the runs saw it last.</param>
    /// <param name="runs">The runs that used it and are to be delivered.</param>
    /// <exception cref="HarvestException">The archive is gone.</exception>
    /// <exception cref="EventLogException">It is no event log that can be read.</exception>
    public async Task<SparkRecords> RunAsync(HarvestLog log, IReadOnlyList<HarvestRun> runs, CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            var archive = workspace.Store.ArchiveOf(log.ClusterId, log.ContextId);
            var segments = log.Segments.Select(name => Segment(archive + SegmentDownload.ArchiveName(name))).ToList();
            var application = await EventLogReader.ReadAsync(new EventLogSource($"{log.ClusterId}/{log.ContextId}", segments), cancellationToken);
            var records = SparkRecords.Of(application, OriginOf(log, runs) with { Price = PriceOf(application.Cluster?.NodeType) });
            return log.IsShared ? Of(records, runs.Select(run => run.RunId).ToHashSet()) : records;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private EventLogSegment Segment(string blob) => new(blob, async cancellationToken =>
        await workspace.Store.Blobs.OpenReadAsync(blob, cancellationToken)
        ?? throw new HarvestException($"The archived log '{blob}' is gone.", "It was kept for Harvest__ArchiveDays; later rules cannot be run over it."));

    private SparkLogOrigin OriginOf(HarvestLog log, IReadOnlyList<HarvestRun> runs) => new()
    {
        WorkspaceId = workspace.WorkspaceId,
        ClusterId = log.ClusterId,
        SparkContextId = log.ContextId,
        Time = runs.Max(run => run.End),
        IsShared = log.IsShared,
        IsPartial = log.IsPartial,
        Runs =
        [
            .. runs.Select(run => new SparkRunOrigin(run.RunId, run.JobId, run.LogicalJob, run.Start)
            {
                TaskKeys = run.Tasks.Where(task => task.ClusterId == log.ClusterId && (task.ContextId ?? log.ContextId) == log.ContextId)
                    .DistinctBy(task => task.RunId).ToDictionary(task => task.RunId, task => task.TaskKey),
            }),
        ],
    };

    private InsightPrice? PriceOf(string? nodeType)
    {
        var (vm, dbus) = (HourOf(workspace.Billing.VmHourPrices), HourOf(workspace.Billing.DbuHourPrices));
        return vm is null && dbus is null ? null : new InsightPrice
        {
            Currency = workspace.Billing.Currency,
            VmPerNodeHour = vm,
            DbuPrice = dbus,
            DbuPerNodeHour = 1, // the setting has the DBUs of an hour as money
        };

        decimal? HourOf(IDictionary<string, double> prices) => nodeType is not null && prices.TryGetValue(nodeType, out var price) ? (decimal)price : null;
    }

    // Other runs of a shared log may not have ended, and are delivered when they have.
    private static SparkRecords Of(SparkRecords records, HashSet<string> runs)
    {
        bool IsOfRuns(SparkRecord record) => record.RunId is { } run && runs.Contains(run);
        return new SparkRecords
        {
            Applications = [.. records.Applications.Where(IsOfRuns)],
            Stages = [.. records.Stages.Where(IsOfRuns)],
            Queries = [.. records.Queries.Where(IsOfRuns)],
            Insights = [.. records.Insights.Where(IsOfRuns)],
        };
    }
}
