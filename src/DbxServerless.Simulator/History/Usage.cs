namespace DbxServerless.Simulator.History;

/// <summary>What was really used, at most an hour of it.</summary>
/// <param name="WorkspaceId">Null for usage of the account itself.</param>
/// <param name="Quantity">What was really used.</param>
public sealed record Usage(
    string? WorkspaceId, string RecordId, string SkuName, string Unit, string UsageType, string Product,
    DateTimeOffset Start, DateTimeOffset End, decimal Quantity)
{
    /// <summary>What was billed first, where that was wrong and has to be corrected.</summary>
    public decimal? WronglyBilled { get; init; }

    /// <summary>Days until the correction.</summary>
    public double CorrectedAfterDays { get; init; }

    public string? ClusterId { get; init; }

    public string? JobId { get; init; }

    public string? JobRunId { get; init; }

    public string? JobName { get; init; }

    public string? RunName { get; init; }

    public string? WarehouseId { get; init; }

    public string? PipelineId { get; init; }

    public string? UpdateId { get; init; }

    public string? EndpointName { get; init; }

    public string? NodeType { get; init; }

    public string? RunAs { get; init; }

    public bool IsServerless { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
