namespace DbxServerless.Simulator.SystemTables;

/// <summary>One usage record.</summary>
public sealed record UsageRow
{
    public required string AccountId { get; init; }

    public string? WorkspaceId { get; init; }

    public required string RecordId { get; init; }

    public required string SkuName { get; init; }

    public required string Cloud { get; init; }

    public required DateTimeOffset UsageStartTime { get; init; }

    public required DateTimeOffset UsageEndTime { get; init; }

    public required DateOnly UsageDate { get; init; }

    public IReadOnlyDictionary<string, string>? CustomTags { get; init; }

    public required string UsageUnit { get; init; }

    public required decimal UsageQuantity { get; init; }

    public required UsageMetadata UsageMetadata { get; init; }

    public IdentityMetadata? IdentityMetadata { get; init; }

    public required string RecordType { get; init; }

    public required DateOnly IngestionDate { get; init; }

    public string? BillingOriginProduct { get; init; }

    public ProductFeatures? ProductFeatures { get; init; }

    public string? UsageType { get; init; }
}
