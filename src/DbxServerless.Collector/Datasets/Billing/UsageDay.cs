using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Billing;

/// <summary>What one thing (a job run, cluster, warehouse, pipeline …) used of one SKU on one day, corrections netted.</summary>
public sealed record UsageDay
{
    /// <summary>Workspace that used it; null for usage of the account itself.</summary>
    [Field(FieldClass.Id)] public string? WorkspaceId { get; init; }

    /// <summary>Day of use, UTC.</summary>
    public required DateTimeOffset UsageDate { get; init; }

    /// <summary>Stock keeping unit.</summary>
    [Field(FieldClass.Label)] public required string SkuName { get; init; }

    /// <summary>AZURE, AWS or GCP.</summary>
    [Field(FieldClass.Label)] public required string Cloud { get; init; }

    /// <summary>Unit of the quantity; only DBU are Databricks units.</summary>
    [Field(FieldClass.Label)] public required string UsageUnit { get; init; }

    /// <summary>Product that was used: JOBS, SQL, DLT, ALL_PURPOSE …</summary>
    [Field(FieldClass.Label)] public string? Product { get; init; }

    /// <summary>Job, where the usage is job compute.</summary>
    [Field(FieldClass.Id)] public string? JobId { get; init; }

    /// <summary>Job run, where the usage is job compute.</summary>
    [Field(FieldClass.Id)] public string? JobRunId { get; init; }

    /// <summary>Classic cluster.</summary>
    [Field(FieldClass.Id)] public string? ClusterId { get; init; }

    /// <summary>SQL warehouse.</summary>
    [Field(FieldClass.Id)] public string? WarehouseId { get; init; }

    /// <summary>Pipeline.</summary>
    [Field(FieldClass.Id)] public string? PipelineId { get; init; }

    /// <summary>Usage in its unit: originals, retractions and restatements summed.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The part of the quantity that came by corrections.</summary>
    public required decimal CorrectedQuantity { get; init; }

    /// <summary>Quantity at the list price that was valid when it was used; null when the SKU has no list price.</summary>
    public decimal? ListCost { get; init; }

    /// <summary>Currency of the cost.</summary>
    [Field(FieldClass.Label)] public string? Currency { get; init; }
}
