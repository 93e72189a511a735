using DbxServerless.Databricks;
using DbxServerless.Simulator.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Simulator.Tests;

/// <summary>The product's own client against the simulated workspace.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task A_result_over_the_inline_limit_comes_whole_in_parts()
    {
        var whole = await RunIdsAsync(options => options, Parts);
        whole.Count.ShouldBeGreaterThan(500);
        whole.ShouldBeUnique();
        (await RunIdsAsync(options => options with { InlineLimit = 20_000 }, Parts)).ShouldBe(whole, ignoreOrder: true);
    }

    [Fact]
    public async Task A_result_comes_over_external_links_and_over_chunks()
    {
        var whole = await RunIdsAsync(options => options, Parts);
        (await RunIdsAsync(options => options with { ChunkRows = 97 }, Parts)).ShouldBe(whole);
        (await RunIdsAsync(options => options with { ChunkRows = 97, InlineLimit = 10 }, Parts with { ExternalLinks = true })).ShouldBe(whole);
    }

    [Fact]
    public async Task A_token_that_expires_in_between_is_renewed()
    {
        var whole = await RunIdsAsync(options => options, Parts);
        (await RunIdsAsync(options => options with { Faults = [new Fault(FaultKind.TokenExpired, Times: 1)] }, Parts)).ShouldBe(whole);
    }

    [Fact]
    public async Task What_a_check_asks_for_is_there()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.SchemaNotEnabled, Target: "query")] });
        await using var client = Client(simulation);
        (await client.Facts.GetWarehouseAsync(CancellationToken.None)).ClusterSize.ShouldBe("2X-Small");
        (await client.Facts.GetMeAsync(CancellationToken.None)).UserName.ShouldBe(simulation.Workspace.Options.ClientId);
        var metastore = await client.Facts.GetMetastoreAsync(CancellationToken.None);
        var schemas = await client.Facts.ListSystemSchemasAsync(metastore.MetastoreId, CancellationToken.None).ToListAsync();
        schemas.Single(schema => schema.Schema == "lakeflow").IsEnabled.ShouldBeTrue();
        schemas.Single(schema => schema.Schema == "query").IsEnabled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var simulation = await Simulation.StartAsync();
        await Should.ThrowAsync<IOException>(SimulatedWorkspace.StartAsync(new SimulatorOptions { Port = simulation.Workspace.Url.Port }, CancellationToken.None));
    }

    private static SqlStatement Parts => new(Simulation.Records + " WHERE pmod(xxhash64(run_id), :shard_count) = :shard_index",
        SqlParameter.Timestamp("as_of", new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero)),
        SqlParameter.Timestamp("changed_from", DateTimeOffset.UnixEpoch), SqlParameter.Text("workspace_ids", null));

    private static async Task<List<string>> RunIdsAsync(Func<SimulatorOptions, SimulatorOptions> change, SqlStatement statement)
    {
        await using var simulation = await Simulation.StartAsync(change);
        await using var client = Client(simulation);
        await using var result = await client.Sql.ExecuteAsync(statement, CancellationToken.None);
        var ids = new List<string>();
        await foreach (var row in result.ReadAsync(CancellationToken.None))
            ids.Add($"{row.RequiredText("workspace_id")} {row.RequiredText("run_id")} {row.RequiredInt64("attempt")} {row.RequiredTimestamp("started"):O}");
        return ids;
    }

    private static WorkspaceClient Client(Simulation simulation) => new(new WorkspaceConnection
    {
        Host = simulation.Workspace.Url.ToString(),
        ClientId = simulation.Workspace.Options.ClientId,
        ClientSecret = simulation.Workspace.Options.ClientSecret,
        WarehouseId = simulation.Workspace.Options.Warehouse.Id,
        RequestsPerSecond = 1000,
    }, TimeProvider.System, NullLoggerFactory.Instance);
}
