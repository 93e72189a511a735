using Microsoft.DurableTask;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>How often is tried what may be tried again.</summary>
internal static class Retries
{
    /// <summary>For activities that tell in their outcome what went wrong: they fail only when their process ends, or the storage does not answer.</summary>
    public static TaskOptions OfActivities { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(10), 2));
}
