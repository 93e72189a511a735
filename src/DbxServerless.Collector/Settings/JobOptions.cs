using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>Settings of the job datasets.</summary>
public sealed class JobOptions
{
    /// <summary>A run that takes longer than this many seconds misses its service level.</summary>
    [Range(1, 30 * 86_400)]
    public int SlaSeconds { get; set; } = 3600;

    /// <summary>Job tag whose value is the job's own service level in seconds.</summary>
    public string SlaTag { get; set; } = "sla_seconds";

    /// <summary>Service levels of single jobs in seconds, by job id, or by workspace id and job id with a slash between. They win over the tag.</summary>
    public IDictionary<string, int> SlaSecondsByJob { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Asks of each task run that failed why it did, by a request each; the texts are cut and cleared as <c>Privacy__FreeTextLength</c> says.</summary>
    public bool FailureReasons { get; set; } = true;
}
