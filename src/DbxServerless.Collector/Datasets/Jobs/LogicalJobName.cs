using System.Text.RegularExpressions;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>
/// A stable name for runs that get a new job id each time (<c>runs/submit</c>, as Azure Data Factory and Airflow use it).
/// Data Factory names its runs <c>ADF_factory_pipeline_activity_runid</c>.
/// </summary>
internal static partial class LogicalJobName
{
    private const string Unnamed = "unnamed";

    private const string Guid = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    // What schedulers add to tell one run from the next: GUIDs, dates and times, long numbers. The same text serves in SQL,
    // so it keeps to what Java's, .NET's and RE2's expressions share, and has no backslash and no quote.
    private const string Changing =
        "[_. :-]*(" + Guid +
        "|[0-9]{4}-?[0-9]{2}-?[0-9]{2}([T _-]?[0-9]{2}[:.-]?[0-9]{2}([:.-]?[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?" +
        "|[0-9]{6,})";

    /// <returns>The logical name, and the Data Factory run id when the run's name ends in one.</returns>
    public static (string Name, string? AdfRunId) Of(string? jobName, string? runName)
    {
        var name = jobName is { Length: > 0 } ? jobName : ChangingParts().Replace(runName ?? "", "").Trim(' ', '_', '.', ':', '-');
        var adf = runName is null ? null : AdfRun().Match(runName);
        return (name.Length == 0 ? Unnamed : name, adf is { Success: true } ? adf.Groups["run"].Value.ToLowerInvariant() : null);
    }

    /// <summary>The logical name as a SQL expression over the two columns.</summary>
    public static string Sql(string jobName, string runName) =>
        $"COALESCE(NULLIF({jobName}, ''), NULLIF(TRIM(BOTH ' _.:-' FROM regexp_replace({runName}, '{Changing}', '')), ''), '{Unnamed}')";

    /// <summary>The table expression <c>newest_jobs</c>: of each version of a job its name, the newest of recency 1. The first argument of <see cref="Sql"/> comes from it.</summary>
    /// <param name="more">Columns beside the name.</param>
    public static string NewestJobs(params IEnumerable<string> more) =>
        $"""
        newest_jobs AS (
          SELECT {string.Join(", ", ["workspace_id", "job_id", "name", .. more])},
            ROW_NUMBER() OVER (PARTITION BY workspace_id, job_id ORDER BY change_time DESC) AS recency
          FROM system.lakeflow.jobs
        )
        """;

    [GeneratedRegex(Changing)]
    private static partial Regex ChangingParts();

    [GeneratedRegex("^ADF_.+_(?<run>" + Guid + ")$")]
    private static partial Regex AdfRun();
}
