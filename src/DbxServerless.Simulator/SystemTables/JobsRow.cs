namespace DbxServerless.Simulator.SystemTables;

/// <summary>One version of a job.</summary>
public sealed record JobsRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string JobId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? CreatorId { get; init; }

    public string? CreatorUserName { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    public DateTimeOffset? DeleteTime { get; init; }

    public string? RunAs { get; init; }

    public string? RunAsUserName { get; init; }

    public JobTrigger? Trigger { get; init; }

    public string? TriggerType { get; init; }

    public bool? Paused { get; init; }

    public long? TimeoutSeconds { get; init; }

    public IReadOnlyList<HealthRule>? HealthRules { get; init; }

    public Deployment? Deployment { get; init; }

    public DateTimeOffset? CreateTime { get; init; }
}
