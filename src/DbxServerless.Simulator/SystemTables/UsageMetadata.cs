namespace DbxServerless.Simulator.SystemTables;

/// <summary>What used it, in billing. All fields are texts.</summary>
public sealed record UsageMetadata
{
    public string? ClusterId { get; init; }

    public string? JobId { get; init; }

    public string? WarehouseId { get; init; }

    public string? InstancePoolId { get; init; }

    public string? NodeType { get; init; }

    public string? JobRunId { get; init; }

    public string? NotebookId { get; init; }

    public string? DltPipelineId { get; init; }

    public string? EndpointName { get; init; }

    public string? EndpointId { get; init; }

    public string? DltUpdateId { get; init; }

    public string? DltMaintenanceId { get; init; }

    public string? RunName { get; init; }

    public string? JobName { get; init; }

    public string? NotebookPath { get; init; }

    public string? CentralCleanRoomId { get; init; }

    public string? SourceRegion { get; init; }

    public string? DestinationRegion { get; init; }

    public string? AppId { get; init; }

    public string? AppName { get; init; }

    public string? MetastoreId { get; init; }

    public string? PrivateEndpointName { get; init; }

    public string? StorageApiType { get; init; }

    public string? BudgetPolicyId { get; init; }

    public string? AiRuntimePoolId { get; init; }

    public string? CatalogId { get; init; }

    public string? DbsqlStatementId { get; init; }

    public string? NetworkingClient { get; init; }

    public string? RecipientId { get; init; }

    public string? UsagePolicyId { get; init; }
}
