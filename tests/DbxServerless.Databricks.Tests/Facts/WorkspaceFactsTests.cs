using System.Net;
using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class WorkspaceFactsTests
{
    private static readonly SystemSchema[] Schemas =
    [
        new() { Schema = "billing", State = "ENABLE_COMPLETED" }, new() { Schema = "access", State = "MANAGED" },
        new() { Schema = "lakeflow", State = "AVAILABLE" }, new() { Schema = "query" }, new() { Schema = "lineage", State = "UNAVAILABLE" },
    ];

    [Fact]
    public async Task The_warehouse_is_described()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, WarehouseJson);
        var warehouse = await workspace.GetWarehouseAsync();
        warehouse.ShouldBe(new Warehouse { Id = "abc123", Name = "starter", State = "RUNNING", ClusterSize = "2X-Small", AutoStopMins = 10, Serverless = true });
    }

    [Fact]
    public async Task Numbers_may_come_as_texts_and_fields_may_be_missing()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, """{"id":"abc123","auto_stop_mins":"45","new_field":{}}""");
        (await workspace.GetWarehouseAsync()).ShouldBe(new Warehouse { Id = "abc123", AutoStopMins = 45 });
    }

    [Fact]
    public async Task Who_we_are_and_which_metastore_we_have()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("GET /api/2.0/preview/scim/v2/Me", """{"id":"12","userName":"app-1","displayName":"collector","active":true}""")
            .On("GET /api/2.1/unity-catalog/current-metastore-assignment", """{"metastore_id":"m-1","workspace_id":9007199254740993}""")
            .On("GET /api/2.1/unity-catalog/metastores/m-1/systemschemas", """{"schemas":[{"schema":"billing","state":"ENABLE_COMPLETED"}],"next_page_token":"n"}""")
            .On("GET /api/2.1/unity-catalog/metastores/m-1/systemschemas?page_token=n", """{"schemas":[{"schema":"query"}]}""");
        (await workspace.Clock.RunAsync(() => workspace.Client.Facts.GetMeAsync(CancellationToken.None)))
            .ShouldBe(new WorkspacePrincipal { Id = "12", UserName = "app-1", DisplayName = "collector", Active = true });
        var metastore = await workspace.Clock.RunAsync(() => workspace.Client.Facts.GetMetastoreAsync(CancellationToken.None));
        metastore.WorkspaceId.ShouldBe(9007199254740993);
        var schemas = await workspace.Clock.ListAsync(() => workspace.Client.Facts.ListSystemSchemasAsync(metastore.MetastoreId, CancellationToken.None));
        schemas.Select(schema => (schema.Schema, schema.IsEnabled)).ShouldBe([("billing", true), ("query", false)]);
    }

    [Fact]
    public async Task A_table_is_shown_to_whom_may_read_it()
    {
        await using var workspace = new Workspace();
        workspace.Script
            .On("GET /api/2.1/unity-catalog/tables/system.billing.usage?include_browse=false", """{"name":"usage","full_name":"system.billing.usage","columns":[]}""")
            .On("GET /api/2.1/unity-catalog/tables/ops.views.runs?include_browse=false",
                """{"error_code":"TABLE_DOES_NOT_EXIST","message":"Table 'ops.views.runs' does not exist."}""", HttpStatusCode.NotFound)
            .On("GET /api/2.1/unity-catalog/tables/system.query.history?include_browse=false",
                """{"error_code":"PERMISSION_DENIED","message":"User does not have USE SCHEMA on Schema 'system.query'."}""", HttpStatusCode.Forbidden);
        (await ShowsAsync("system.billing.usage")).ShouldBeTrue();
        (await ShowsAsync("`ops`.views.runs")).ShouldBeFalse();
        (await ShowsAsync("system.query.history")).ShouldBeFalse();

        Task<bool> ShowsAsync(string table) => workspace.Clock.RunAsync(() => workspace.Client.Facts.ShowsTableAsync(table, CancellationToken.None));
    }

    [Theory]
    [InlineData("billing", DatabricksErrorKind.PermissionDenied, "GRANT SELECT ON SCHEMA system.billing")]
    [InlineData("ACCESS", DatabricksErrorKind.PermissionDenied, "GRANT SELECT")]
    [InlineData("lakeflow", DatabricksErrorKind.SchemaNotEnabled, "PUT /api/2.1/unity-catalog/metastores/m-1/systemschemas/lakeflow")]
    [InlineData("query", DatabricksErrorKind.SchemaNotEnabled, "databricks system-schemas enable m-1 query")]
    [InlineData("unheard_of", DatabricksErrorKind.SchemaNotEnabled, "systemschemas/unheard_of")]
    [InlineData("lineage", DatabricksErrorKind.SchemaNotEnabled, "Switch off")]
    public async Task A_table_that_is_not_found_is_explained_by_its_schema(string schema, DatabricksErrorKind kind, string mend)
    {
        await using var workspace = new Workspace();
        var failure = new DatabricksException(DatabricksErrorKind.TableOrViewNotFound, "a.", "b.") { StatementId = "s-1", Status = HttpStatusCode.OK };
        var explained = workspace.Client.Facts.Explain(failure, schema, "m-1", Schemas);
        explained.Kind.ShouldBe(kind);
        explained.Mend.ShouldContain(mend);
        explained.StatementId.ShouldBe("s-1");
    }

    [Fact]
    public async Task Other_failures_need_no_explaining()
    {
        await using var workspace = new Workspace();
        var failure = new DatabricksException(DatabricksErrorKind.Throttled, "a.", "b.");
        workspace.Client.Facts.Explain(failure, "billing", "m-1", Schemas).ShouldBeSameAs(failure);
    }
}
