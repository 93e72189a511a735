using System.Text.Json;
using DbxServerless.Collector.Datasets;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Triggers;

/// <summary>What is said of an orchestration of the harvest.</summary>
/// <param name="Workspace">Short name of the workspace.</param>
/// <param name="What">What it does.</param>
/// <param name="Status">Pending, Running, Completed, Failed, Terminated, or NeverStarted.</param>
internal sealed record HarvestStatus(string Workspace, string What, string Status)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What came of it, when it is completed: a summary, the steps of one run, or how many runs a chore came upon.</summary>
    public JsonElement? Outcome { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Failure { get; init; }

    public static HarvestStatus Of(Scope workspace, string what, OrchestrationMetadata? last) => last is null
        ? new HarvestStatus(workspace.Name, what, "NeverStarted")
        : new HarvestStatus(workspace.Name, what, last.RuntimeStatus.ToString())
        {
            StartedAt = last.CreatedAt,
            UpdatedAt = last.LastUpdatedAt,
            Outcome = last.RuntimeStatus == OrchestrationRuntimeStatus.Completed && last.SerializedOutput is { } output
                ? JsonDocument.Parse(output).RootElement
                : null,
            Failure = last.FailureDetails?.ErrorMessage,
        };
}
