namespace DbxServerless.Simulator.SystemTables;

/// <summary>One version of a pipeline.</summary>
public sealed record PipelinesRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string PipelineId { get; init; }

    public string? PipelineType { get; init; }

    public string? Name { get; init; }

    public string? CreatedBy { get; init; }

    public string? RunAs { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public PipelineSettings? Settings { get; init; }

    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    public DateTimeOffset? DeleteTime { get; init; }

    public DateTimeOffset? CreateTime { get; init; }
}
