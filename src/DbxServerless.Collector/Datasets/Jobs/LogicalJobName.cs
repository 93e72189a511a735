using System.Text.RegularExpressions;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>
/// A stable name for runs that get a new job id each time (<c>runs/submit</c>, as Azure Data Factory and Airflow use it).
/// Data Factory names its runs <c>ADF_factory_pipeline_activity_runid</c>.
/// </summary>
internal static partial class LogicalJobName
{
    private const string Unnamed = "unnamed";

    /// <returns>The logical name, and the Data Factory run id when the run's name ends in one.</returns>
    public static (string Name, string? AdfRunId) Of(string? jobName, string? runName)
    {
        if (!string.IsNullOrWhiteSpace(jobName))
            return (jobName, null);
        if (string.IsNullOrWhiteSpace(runName))
            return (Unnamed, null);
        var adf = AdfRun().Match(runName);
        if (adf.Success)
            return (adf.Groups["name"].Value, adf.Groups["run"].Value.ToLowerInvariant());
        var name = Changing().Replace(runName, "").Trim('_', '-', ' ', '.', ':');
        return (name.Length == 0 ? Unnamed : name, null);
    }

    [GeneratedRegex("^(?<name>ADF_.+)_(?<run>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", RegexOptions.IgnoreCase)]
    private static partial Regex AdfRun();

    // What schedulers append to tell one run from the next: GUIDs, timestamps and dates, long numbers and hashes.
    [GeneratedRegex(
        @"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}" +
        @"|\d{4}-?\d{2}-?\d{2}(?:[T _-]?\d{2}[:.-]?\d{2}(?:[:.-]?\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?" +
        @"|(?<![0-9a-z])(?=[a-f]*\d)[0-9a-f]{12,}(?![0-9a-z])" +
        @"|(?<!\d)\d{6,}(?!\d)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Changing();
}
