using System.Net;
using System.Text.Json;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.Simulator.Tests;

public sealed class FaultTests
{
    private const string Me = "/api/2.0/preview/scim/v2/Me";

    [Theory]
    [InlineData(FaultKind.Throttled, "7")]
    [InlineData(FaultKind.ThrottledUntil, "Tue, 10 Mar 2026 12:00:07 GMT")]
    [InlineData(FaultKind.ThrottledSilently, null)]
    public async Task Requests_are_throttled_with_and_without_a_time_to_wait(FaultKind kind, string? retryAfter)
    {
        await using var simulation = await Simulation.StartAsync();
        simulation.Workspace.Faults.Add(new Fault(kind) { Seconds = 7, Times = 1 });
        using var response = await simulation.Http.GetAsync(Me);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (response.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null).ShouldBe(retryAfter);
        (await simulation.GetAsync(Me)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(FaultKind.InternalError, 500, "\"INTERNAL_ERROR\"")]
    [InlineData(FaultKind.Unavailable, 503, "\"TEMPORARILY_UNAVAILABLE\"")]
    [InlineData(FaultKind.TokenRevoked, 403, "\"error_code\":403")]
    [InlineData(FaultKind.NotWorkspaceMember, 403, "Unauthorized access to Org: 1234567890123456")]
    [InlineData(FaultKind.IpAccessList, 403, "is blocked by Databricks IP ACL for workspace: 1234567890123456")]
    [InlineData(FaultKind.LoginPage, 200, "<!doctype html>")]
    [InlineData(FaultKind.GarbageBody, 200, "not json")]
    public async Task Requests_are_answered_wrong(FaultKind kind, int status, string body)
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(kind)] });
        using var response = await simulation.Http.GetAsync(Me);
        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(body);
    }

    [Fact]
    public async Task Credits_run_out_for_sql_only()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.CreditsExhausted)] });
        (await simulation.GetAsync(Me)).Status.ShouldBe(200);
        var (status, body) = await simulation.SubmitAsync(Simulation.Runs);
        status.ShouldBe(403);
        ((string)body["message"]!).ShouldContain("exhausted your available credits");
    }

    [Fact]
    public async Task A_request_hangs_until_its_time_is_over()
    {
        await using var simulation = await Simulation.StartAsync(options => options with
        {
            Faults = [new Fault(FaultKind.Hang, "GET /api/2.0/sql/warehouses", Times: 1, Seconds: 300)],
        });
        var hanging = simulation.GetAsync("/api/2.0/sql/warehouses");
        while (simulation.Workspace.Faults.All.Count > 0)
            await simulation.GetAsync(Me);
        hanging.IsCompleted.ShouldBeFalse();
        while (!hanging.IsCompleted)
        {
            simulation.Time.Advance(TimeSpan.FromSeconds(300));
            await simulation.GetAsync(Me);
        }

        (await hanging).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_request_without_an_answer_ends_with_its_caller_or_the_workspace()
    {
        var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.Hang)] });
        using var impatient = new CancellationTokenSource();
        var abandoned = simulation.Http.GetAsync(Me, impatient.Token);
        var waiting = simulation.Http.GetAsync(Me);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(abandoned);
        await simulation.Workspace.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(waiting);
        simulation.Http.Dispose();
    }

    [Theory]
    [InlineData(FaultKind.ConnectionReset)]
    [InlineData(FaultKind.TruncatedBody)]
    public async Task A_connection_breaks(FaultKind kind)
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(kind) { Times = 1 }] });
        await Should.ThrowAsync<HttpRequestException>(() => simulation.Http.GetStringAsync(Me));
        (await simulation.GetAsync(Me)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_expired_token_stays_expired_and_a_new_one_is_good()
    {
        await using var simulation = await Simulation.StartAsync();
        await simulation.SignInAsync();
        simulation.Workspace.Faults.Add(new Fault(FaultKind.TokenExpired) { Times = 1 });
        (await simulation.GetAsync(Me)).Status.ShouldBe(403);
        (await simulation.GetAsync(Me)).Status.ShouldBe(403);
        await simulation.SignInAsync();
        (await simulation.GetAsync(Me)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_secret_is_wrong()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.WrongSecret)] });
        (await simulation.SignInAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_warehouse_is_missing()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.WarehouseMissing)] });
        var path = $"/api/2.0/sql/warehouses/{simulation.Workspace.Warehouse.Id}";
        (await simulation.GetAsync(path)).Status.ShouldBe(404);
        ((string)(await simulation.SubmitAsync(Simulation.Runs)).Body["message"]!).ShouldBe($"{simulation.Workspace.Warehouse.Id} is not a valid endpoint id.");
    }

    [Fact]
    public async Task The_warehouse_is_larger_and_stops_later_than_it_should()
    {
        await using var simulation = await Simulation.StartAsync(options => options with
        {
            Faults = [new Fault(FaultKind.WarehouseSize) { Target = "Large" }, new Fault(FaultKind.WarehouseAutoStop) { Seconds = 3600 }],
        });
        var (_, body) = await simulation.GetAsync($"/api/2.0/sql/warehouses/{simulation.Workspace.Warehouse.Id}");
        ((string?)body["cluster_size"]).ShouldBe("Large");
        ((int)body["auto_stop_mins"]!).ShouldBe(60);
    }

    [Theory]
    [InlineData(FaultKind.WarehouseStopped, "PENDING")]
    [InlineData(FaultKind.SlowWarehouse, "RUNNING")]
    public async Task A_statement_takes_its_time(FaultKind kind, string state)
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(kind) { Seconds = 240, Times = 1 }] });
        var (_, submitted) = await simulation.SubmitAsync(Simulation.Runs, request => request["wait_timeout"] = "0s");
        var path = $"/api/2.0/sql/statements/{submitted["statement_id"]}";
        simulation.Time.Advance(TimeSpan.FromSeconds(239));
        ((string?)(await simulation.GetAsync(path)).Body["status"]!["state"]).ShouldBe(state);
        simulation.Time.Advance(TimeSpan.FromSeconds(1));
        ((string?)(await simulation.GetAsync(path)).Body["status"]!["state"]).ShouldBe("SUCCEEDED");
    }

    [Theory]
    [InlineData(FaultKind.MissingGrant, "lakeflow.job_run_timeline", "[TABLE_OR_VIEW_NOT_FOUND]")]
    [InlineData(FaultKind.MissingGrant, "system.lakeflow", "[TABLE_OR_VIEW_NOT_FOUND]")]
    [InlineData(FaultKind.SchemaNotEnabled, "lakeflow", "[SCHEMA_NOT_FOUND]")]
    public async Task A_table_cannot_be_read(FaultKind kind, string target, string message)
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(kind) { Target = target }] });
        var (status, body) = await simulation.SubmitAsync(Simulation.Runs);
        status.ShouldBe(200);
        ((string?)body["status"]!["state"]).ShouldBe("FAILED");
        ((string)body["status"]!["error"]!["message"]!).ShouldStartWith(message);
        simulation.Workspace.Faults.Clear();
        ((string?)(await simulation.SubmitAsync(Simulation.Runs)).Body["status"]!["state"]).ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task Other_tables_can_be_read_without_the_grant_on_one()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.MissingGrant) { Target = "billing" }] });
        ((string?)(await simulation.SubmitAsync(Simulation.Runs)).Body["status"]!["state"]).ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task All_tables_are_empty()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.EmptyTables)] });
        var (_, body) = await simulation.SubmitAsync(Simulation.Records);
        ((int)body["manifest"]!["total_row_count"]!).ShouldBe(0);
        body["result"]!["next_chunk_index"].ShouldBeNull();
    }

    [Fact]
    public async Task A_fault_hits_its_endpoint_only()
    {
        await using var simulation = await Simulation.StartAsync(options => options with
        {
            Faults = [new Fault(FaultKind.Unavailable) { Endpoint = "GET /api/2.0/sql/*" }],
        });
        (await simulation.GetAsync("/api/2.0/sql/warehouses")).Status.ShouldBe(503);
        (await simulation.GetAsync(Me)).Status.ShouldBe(200);
        (await simulation.SubmitAsync(Simulation.Runs)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_fault_of_some_probability_comes_the_same_way_each_time()
    {
        var first = await StatusesAsync();
        first.ShouldContain(503);
        first.ShouldContain(200);
        (await StatusesAsync()).ShouldBe(first);

        static async Task<List<int>> StatusesAsync()
        {
            await using var simulation = await Simulation.StartAsync(options => options with { Faults = [new Fault(FaultKind.Unavailable) { Probability = 0.4 }] });
            var statuses = new List<int>();
            for (var number = 0; number < 30; number++)
                statuses.Add((await simulation.GetAsync(Me)).Status);
            return statuses;
        }
    }

    [Fact]
    public async Task Every_fault_can_be_set_and_taken_away_over_http()
    {
        await using var simulation = await Simulation.StartAsync();
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var (status, added) = await simulation.PostAsync("/simulator/faults", JsonSerializer.Serialize(new { kind = kind.ToString(), times = 2 }));
            status.ShouldBe(200);
            simulation.Workspace.Faults.All[(int)added["id"]!].ShouldBe(new Fault(kind, Times: 2));
            (await simulation.Http.DeleteAsync($"/simulator/faults/{added["id"]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
            simulation.Workspace.Faults.All.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_fault_that_nobody_knows_is_refused_with_those_that_are()
    {
        await using var simulation = await Simulation.StartAsync();
        var (status, body) = await simulation.PostAsync("/simulator/faults", """{"kind":"Earthquake"}""");
        status.ShouldBe(400);
        ((string)body["message"]!).ShouldContain("ThrottledSilently");
    }
}
