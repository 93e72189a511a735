using System.Text.Json;
using DbxServerless.Collector.Datasets;
using DbxServerless.Functions.Orchestrations;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Triggers;

/// <summary>What <c>/manage/status</c> says of one collection.</summary>
/// <param name="Group">Schedule group.</param>
/// <param name="Scope">Scope.</param>
/// <param name="Status">Pending, Running, Completed, Failed, Terminated, or NeverStarted.</param>
internal sealed record CollectionStatus(ScheduleGroup Group, string Scope, string Status)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What its passes came to, when it is completed.</summary>
    public IReadOnlyList<PassSummary>? Passes { get; init; }

    /// <summary>Why the orchestration as a whole failed.</summary>
    public string? Failure { get; init; }

    public static CollectionStatus Of(ScheduleGroup group, Scope scope, OrchestrationMetadata? last) => last is null
        ? new CollectionStatus(group, scope.ToString(), "NeverStarted")
        : new CollectionStatus(group, scope.ToString(), last.RuntimeStatus.ToString())
        {
            StartedAt = last.CreatedAt,
            UpdatedAt = last.LastUpdatedAt,
            Passes = last.RuntimeStatus == OrchestrationRuntimeStatus.Completed && last.SerializedOutput is { } output
                ? JsonSerializer.Deserialize<PassSummary[]>(output, OrchestrationJson.Options)
                : null,
            Failure = last.FailureDetails?.ErrorMessage,
        };
}
