namespace DbxServerless.Simulator.SystemTables;

/// <summary>One version of a task of a job.</summary>
public sealed record JobTasksRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string JobId { get; init; }

    public required string TaskKey { get; init; }

    public IReadOnlyList<string>? DependsOnKeys { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    public DateTimeOffset? DeleteTime { get; init; }

    public long? TimeoutSeconds { get; init; }

    public IReadOnlyList<HealthRule>? HealthRules { get; init; }
}
