namespace DbxServerless.Simulator.History;

/// <summary>A job from its creation to its deletion.</summary>
public sealed record Job
{
    internal Job(JobPlan plan) => Plan = plan;

    public required string WorkspaceId { get; init; }

    public required string JobId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Deleted { get; init; }

    /// <summary>The keys of its tasks, each with those it depends on.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tasks => Plan.Tasks.ToDictionary(task => task.Key, task => task.DependsOn);

    internal JobPlan Plan { get; }
}
