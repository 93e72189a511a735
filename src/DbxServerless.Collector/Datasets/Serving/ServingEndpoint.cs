using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Serving;

/// <summary>A model serving endpoint.</summary>
public sealed record ServingEndpoint
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Name, by which it is called.</summary>
    [Field(FieldClass.Label)] public required string EndpointName { get; init; }

    /// <summary>Endpoint.</summary>
    [Field(FieldClass.Id)] public string? EndpointId { get; init; }

    /// <summary>READY or NOT_READY.</summary>
    [Field(FieldClass.Label)] public string? State { get; init; }

    /// <summary>NOT_UPDATING, IN_PROGRESS, UPDATE_FAILED or UPDATE_CANCELED.</summary>
    [Field(FieldClass.Label)] public string? ConfigUpdate { get; init; }

    /// <summary>What it is for: llm/v1/chat and the like.</summary>
    [Field(FieldClass.Label)] public string? Task { get; init; }

    /// <summary>Models and functions that it serves, with their versions.</summary>
    [Field(FieldClass.Label)] public required IReadOnlyList<string> Entities { get; init; }

    /// <summary>Who created it.</summary>
    [Field(FieldClass.Personal)] public string? Creator { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? ChangeTime { get; init; }
}
