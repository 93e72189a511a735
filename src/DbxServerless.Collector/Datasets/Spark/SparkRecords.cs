using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>
/// What becomes of analysed event logs: records of four tables. The same log with the same origin gives the same records, whenever and wherever it is
/// analysed. The harvest hands them over, of many logs of a workspace at once:
/// <code>
/// var records = SparkRecords.Join(logs.Select(log =&gt; SparkRecords.Of(log.Application, log.Origin)));
/// foreach (var dataset in records.ToCollect())
///     await engine.CollectAsync(dataset, workspaceScope, CollectionPass.Incremental, cancellationToken);
/// </code>
/// A log that is analysed once more, because it grew, the rules changed or its price became known, is handed over in the same way: what changed
/// is sent as a new version, the rest is not.
/// </summary>
public sealed record SparkRecords
{
    private static readonly SparkApplications ApplicationsDataset = new();
    private static readonly SparkStages StagesDataset = new();
    private static readonly SparkQueries QueriesDataset = new();
    private static readonly SparkInsights InsightsDataset = new();

    public IReadOnlyList<SparkApplicationRecord> Applications { get; init; } = [];

    public IReadOnlyList<SparkStageRecord> Stages { get; init; } = [];

    public IReadOnlyList<SparkQueryRecord> Queries { get; init; } = [];

    public IReadOnlyList<SparkInsightRecord> Insights { get; init; } = [];

    /// <summary>The records of one log. Pure: no clock, no network.</summary>
    public static SparkRecords Of(SparkApplication application, SparkLogOrigin origin)
    {
        var report = InsightReport.Of(application, origin.Settings, origin.Price);
        var parts = RunParts.Of(application, report, origin);
        return new SparkRecords
        {
            Applications = [.. parts.Select(ApplicationRecords.Of)],
            Stages = [.. parts.SelectMany(StageRecords.Of)],
            Queries = [.. parts.SelectMany(QueryRecords.Of)],
            Insights = [.. parts.SelectMany(InsightRecords.Of)],
        };
    }

    /// <summary>The records of several logs together. No log may be among them twice.</summary>
    public static SparkRecords Join(IEnumerable<SparkRecords> records)
    {
        var all = records.ToList();
        return new SparkRecords
        {
            Applications = [.. all.SelectMany(one => one.Applications)],
            Stages = [.. all.SelectMany(one => one.Stages)],
            Queries = [.. all.SelectMany(one => one.Queries)],
            Insights = [.. all.SelectMany(one => one.Insights)],
        };
    }

    /// <summary>The four datasets with these records, for the engine. Applications come last, because they name the insights that hold.</summary>
    public IReadOnlyList<Dataset> ToCollect() =>
        [StagesDataset.With(Stages), QueriesDataset.With(Queries), InsightsDataset.With(Insights), ApplicationsDataset.With(Applications)];
}
