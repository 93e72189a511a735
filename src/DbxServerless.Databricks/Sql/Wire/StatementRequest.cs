namespace DbxServerless.Databricks;

/// <summary>The body of <c>POST /api/2.0/sql/statements</c>.</summary>
public sealed record StatementRequest
{
    public string WarehouseId { get; init => field = value ?? ""; } = "";

    public string Statement { get; init => field = value ?? ""; } = "";

    public IReadOnlyList<StatementParameter>? Parameters { get; init; }

    /// <summary>INLINE or EXTERNAL_LINKS.</summary>
    public string? Disposition { get; init; }

    /// <summary>JSON_ARRAY, ARROW_STREAM or CSV.</summary>
    public string? Format { get; init; }

    /// <summary><c>0s</c>, or <c>5s</c> to <c>50s</c>.</summary>
    public string? WaitTimeout { get; init; }

    /// <summary>CONTINUE or CANCEL.</summary>
    public string? OnWaitTimeout { get; init; }

    public long? RowLimit { get; init; }

    public string? Catalog { get; init; }

    public string? Schema { get; init; }
}
