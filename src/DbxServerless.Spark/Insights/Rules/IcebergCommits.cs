using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

/// <summary>What commits to Iceberg tables did, from the events of DataFlint's plugin.</summary>
internal sealed record IcebergCommits(IcebergCommit Commit, SqlExecution? Execution)
{
    public long AddedFiles => Metric("addedDataFiles") ?? 0;

    public long RemovedFiles => Metric("removedDataFiles") ?? 0;

    public long AddedRows => Metric("addedRecords") ?? 0;

    public long RemovedRows => Metric("removedRecords") ?? 0;

    public long? RemovedBytes => Metric("removedFilesSizeInBytes");

    public long? AddedBytes => Metric("addedFilesSizeInBytes");

    /// <summary>The table before the commit: the event's totals are those after it.</summary>
    public long FilesBefore => Math.Max(0, (Metric("totalDataFiles") ?? 0) - AddedFiles + RemovedFiles);

    public long RowsBefore => Math.Max(0, (Metric("totalRecords") ?? 0) - AddedRows + RemovedRows);

    public double ReplacedShare => FilesBefore > 0 ? (double)RemovedFiles / FilesBefore : 0;

    /// <summary>A copy-on-write commit rewrites files whole; how many of its rows really changed is known only net.</summary>
    public double NetChange => RowsBefore == 0 || RemovedRows >= RowsBefore ? 1 : (double)Math.Abs(AddedRows - RemovedRows) / RowsBefore;

    /// <summary>True for MERGE, UPDATE and DELETE that replace whole files.</summary>
    public bool IsCopyOnWrite => Execution is not null && PlanOperators.Of(Execution).Any(node => node.Node.Name.Trim() is "ReplaceData");

    public Place Place => (Execution is null ? new Place { SqlExecutionId = Commit.ExecutionId } : Place.Of(Execution)) with { Table = Commit.TableName };

    public static IEnumerable<IcebergCommits> Of(SparkApplication application)
    {
        if (application.DataFlint.IcebergCommits.Count == 0)
        {
            return [];
        }

        var executions = application.SqlExecutions.GroupBy(execution => execution.ExecutionId).ToDictionary(same => same.Key, same => same.Last());
        return application.DataFlint.IcebergCommits.Select(commit => new IcebergCommits(commit, executions.GetValueOrDefault(commit.ExecutionId)));
    }

    private long? Metric(string name) => Commit.Metrics.TryGetValue(name, out var value) ? value : null;
}
