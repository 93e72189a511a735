using System.Globalization;
using DbxServerless.Collector.Settings;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>How many seconds a run of a job may take: by the settings for the job, else by its tag, else by the settings for all.</summary>
internal static class ServiceLevel
{
    public static long Of(JobOptions options, string workspaceId, string jobId, IReadOnlyDictionary<string, string?>? tags)
    {
        if (options.SlaSecondsByJob.TryGetValue($"{workspaceId}/{jobId}", out var own) || options.SlaSecondsByJob.TryGetValue(jobId, out own))
            return own;
        return tags?.GetValueOrDefault(options.SlaTag) is { } tag && long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : options.SlaSeconds;
    }
}
