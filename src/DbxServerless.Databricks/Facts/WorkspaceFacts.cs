namespace DbxServerless.Databricks;

/// <summary>What a connection check asks of a workspace.</summary>
public sealed class WorkspaceFacts
{
    private readonly RestClient _rest;
    private readonly Failures _failures;
    private readonly WorkspaceConnection _connection;

    internal WorkspaceFacts(RestClient rest, Failures failures, WorkspaceConnection connection)
    {
        _rest = rest;
        _failures = failures;
        _connection = connection;
    }

    /// <summary>The configured SQL warehouse.</summary>
    public Task<Warehouse> GetWarehouseAsync(CancellationToken cancellationToken) =>
        GetWarehouseAsync(Warehouses.Required(_connection), cancellationToken);

    /// <summary>A SQL warehouse (<c>GET /api/2.0/sql/warehouses/{id}</c>).</summary>
    public Task<Warehouse> GetWarehouseAsync(string id, CancellationToken cancellationToken) =>
        _rest.GetAsync($"/api/2.0/sql/warehouses/{Uri.EscapeDataString(id)}", DatabricksJson.Default.Warehouse, cancellationToken);

    /// <summary>All SQL warehouses that the principal may see (<c>GET /api/2.0/sql/warehouses</c>).</summary>
    public IAsyncEnumerable<Warehouse> ListWarehousesAsync(CancellationToken cancellationToken) => _rest.ListAsync(
        "/api/2.0/sql/warehouses?page_size=100", DatabricksJson.Default.WarehousePage, page => page.Warehouses, page => page.NextPageToken, cancellationToken);

    /// <summary>Who we are to the workspace (<c>GET /api/2.0/preview/scim/v2/Me</c>).</summary>
    public Task<WorkspacePrincipal> GetMeAsync(CancellationToken cancellationToken) =>
        _rest.GetAsync("/api/2.0/preview/scim/v2/Me", DatabricksJson.Default.WorkspacePrincipal, cancellationToken);

    /// <summary>The metastore that the workspace is attached to (<c>GET /api/2.1/unity-catalog/current-metastore-assignment</c>).</summary>
    public Task<MetastoreAssignment> GetMetastoreAsync(CancellationToken cancellationToken) =>
        _rest.GetAsync("/api/2.1/unity-catalog/current-metastore-assignment", DatabricksJson.Default.MetastoreAssignment, cancellationToken);

    /// <summary>The system schemas of a metastore and whether they are enabled (<c>GET /api/2.1/unity-catalog/metastores/{id}/systemschemas</c>).</summary>
    public IAsyncEnumerable<SystemSchema> ListSystemSchemasAsync(string metastoreId, CancellationToken cancellationToken) =>
        _rest.ListAsync($"/api/2.1/unity-catalog/metastores/{Uri.EscapeDataString(metastoreId)}/systemschemas",
            DatabricksJson.Default.SystemSchemaPage, page => page.Schemas, page => page.NextPageToken, cancellationToken);

    /// <summary>
    /// Whether we may read a table or view, without waking a warehouse (<c>GET /api/2.1/unity-catalog/tables/{full_name}</c>): it is shown to
    /// whom holds USE CATALOG, USE SCHEMA and SELECT, and to metastore admins and owners, whom SQL may still refuse.
    /// </summary>
    /// <param name="table">Full name, e.g. <c>system.billing.usage</c>.</param>
    public async Task<bool> ShowsTableAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            var name = Uri.EscapeDataString(table.Replace("`", "", StringComparison.Ordinal));
            await _rest.GetAsync($"/api/2.1/unity-catalog/tables/{name}?include_browse=false", DatabricksJson.Default.TableName, cancellationToken);
            return true;
        }
        catch (DatabricksException exception) when (exception.IsPermission || exception.Kind == DatabricksErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <summary>The failure of reading <c>system.{schema}</c>, made precise: a missing grant and a schema that is not enabled look the same to SQL.</summary>
    /// <param name="schemas">What <see cref="ListSystemSchemasAsync"/> gave.</param>
    public DatabricksException Explain(DatabricksException failure, string schema, string metastoreId, IEnumerable<SystemSchema> schemas)
    {
        if (failure.Kind is not (DatabricksErrorKind.TableOrViewNotFound or DatabricksErrorKind.SchemaNotEnabled or DatabricksErrorKind.PermissionDenied))
            return failure;
        var found = schemas.FirstOrDefault(candidate => candidate.Schema.Equals(schema, StringComparison.OrdinalIgnoreCase));
        var (kind, reason, mend) = found switch
        {
            { IsEnabled: true } => (DatabricksErrorKind.PermissionDenied, $"The schema system.{schema} is enabled, but the principal may not read what the statement names.",
                _failures.Grants(schema)),
            { IsUnavailable: true } => (DatabricksErrorKind.SchemaNotEnabled, $"The schema system.{schema} is not available in this region or account.",
                "Switch off what reads it."),
            _ => (DatabricksErrorKind.SchemaNotEnabled, $"The schema system.{schema} is not enabled in the metastore.",
                $"As an account admin: PUT /api/2.1/unity-catalog/metastores/{metastoreId}/systemschemas/{schema} "
                + $"(databricks system-schemas enable {metastoreId} {schema}), then {_failures.Grants(schema)}"),
        };
        return new DatabricksException(kind, reason, mend, failure)
        {
            Status = failure.Status,
            ErrorCode = failure.ErrorCode,
            RequestId = failure.RequestId,
            SqlState = failure.SqlState,
            StatementId = failure.StatementId,
            Endpoint = failure.Endpoint,
        };
    }
}
