using System.Net;
using System.Text.Json.Nodes;

namespace DbxServerless.Simulator.Tests;

public sealed class StatementTests
{
    [Fact]
    public async Task A_statement_is_answered_with_texts_by_its_manifest()
    {
        await using var simulation = await Simulation.StartAsync();
        var (status, body) = await simulation.SubmitAsync(Simulation.Records);
        status.ShouldBe(200);
        ((string?)body["status"]!["state"]).ShouldBe("SUCCEEDED");
        var columns = body["manifest"]!["schema"]!["columns"]!.AsArray();
        columns.Select(column => (string?)column!["name"]).ShouldContain("duration_seconds");
        ((string?)columns[2]!["type_name"]).ShouldBe("LONG");
        ((string?)columns[2]!["type_text"]).ShouldBe("BIGINT");
        var rows = body["result"]!["data_array"]!.AsArray();
        rows.Count.ShouldBe((int)body["manifest"]!["total_row_count"]!);
        rows.Count.ShouldBeGreaterThan(100);
        rows.SelectMany(row => row!.AsArray()).ShouldAllBe(cell => cell == null || cell.GetValueKind() == System.Text.Json.JsonValueKind.String);
    }

    [Fact]
    public async Task An_asynchronous_statement_is_pending_then_running_then_succeeded()
    {
        await using var simulation = await Simulation.StartAsync(options => options with
        {
            Warehouse = new WarehouseOptions { IsRunning = false, StartupTime = TimeSpan.FromMinutes(4), StatementTime = TimeSpan.FromSeconds(2) },
        });
        var (_, submitted) = await simulation.SubmitAsync(Simulation.Runs, request => request["wait_timeout"] = "0s");
        State(submitted).ShouldBe("PENDING");
        var path = $"/api/2.0/sql/statements/{submitted["statement_id"]}";
        State((await simulation.GetAsync(path)).Body).ShouldBe("PENDING");
        simulation.Workspace.Warehouse.State.ShouldBe("STARTING");
        simulation.Time.Advance(TimeSpan.FromMinutes(4));
        State((await simulation.GetAsync(path)).Body).ShouldBe("RUNNING");
        simulation.Time.Advance(TimeSpan.FromSeconds(2));
        State((await simulation.GetAsync(path)).Body).ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task The_result_is_closed_after_an_hour_and_the_statement_forgotten_after_twelve()
    {
        await using var simulation = await Simulation.StartAsync();
        var (_, submitted) = await simulation.SubmitAsync(Simulation.Runs);
        var path = $"/api/2.0/sql/statements/{submitted["statement_id"]}";
        simulation.Time.Advance(TimeSpan.FromMinutes(61));
        State((await simulation.GetAsync(path)).Body).ShouldBe("CLOSED");
        (await simulation.GetAsync($"{path}/result/chunks/0")).Status.ShouldBe(404);
        simulation.Time.Advance(TimeSpan.FromHours(12));
        (await simulation.GetAsync(path)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("3s")]
    [InlineData("51s")]
    [InlineData("10")]
    public async Task A_wrong_wait_timeout_is_refused(string timeout)
    {
        await using var simulation = await Simulation.StartAsync();
        var (status, body) = await simulation.SubmitAsync(Simulation.Runs, request => request["wait_timeout"] = timeout);
        status.ShouldBe(400);
        ((string?)body["error_code"]).ShouldBe("INVALID_PARAMETER_VALUE");
    }

    [Fact]
    public async Task A_large_result_comes_in_chunks_that_lead_to_each_other()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { ChunkRows = 100 });
        var (_, body) = await simulation.SubmitAsync(Simulation.Records);
        var total = (int)body["manifest"]!["total_row_count"]!;
        var rows = 0;
        for (var chunk = body["result"]; chunk is not null;)
        {
            rows += chunk["data_array"]!.AsArray().Count;
            chunk = (string?)chunk["next_chunk_internal_link"] is { } link ? (await simulation.GetAsync(link)).Body : null;
        }

        total.ShouldBeGreaterThan(100);
        rows.ShouldBe(total);
    }

    [Fact]
    public async Task External_links_want_their_headers_and_no_token()
    {
        await using var simulation = await Simulation.StartAsync();
        var (_, body) = await simulation.SubmitAsync(Simulation.Runs, request => request["disposition"] = "EXTERNAL_LINKS");
        var link = body["result"]!["external_links"]![0]!;
        var address = (string)link["external_link"]!;
        (await simulation.Http.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var anonymous = new HttpClient();
        (await anonymous.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var (name, value) in link["http_headers"]!.AsObject())
            anonymous.DefaultRequestHeaders.Add(name, (string?)value);
        JsonNode.Parse(await anonymous.GetStringAsync(address))!.AsArray().Count.ShouldBe((int)body["manifest"]!["total_row_count"]!);
        simulation.Time.Advance(TimeSpan.FromMinutes(15));
        (await anonymous.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_inline_result_over_the_limit_fails_in_an_answer_with_status_200()
    {
        await using var simulation = await Simulation.StartAsync(options => options with { InlineLimit = 1_000 });
        var (status, body) = await simulation.SubmitAsync(Simulation.Records);
        status.ShouldBe(200);
        State(body).ShouldBe("FAILED");
        ((string)body["status"]!["error"]!["message"]!).ShouldStartWith("Inline byte limit exceeded");
        State((await simulation.SubmitAsync(Simulation.Records, request => request["disposition"] = "EXTERNAL_LINKS")).Body).ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task A_cancelled_statement_stays_cancelled()
    {
        await using var simulation = await Simulation.StartAsync(options => options with
        {
            Warehouse = new WarehouseOptions { StatementTime = TimeSpan.FromMinutes(1) },
        });
        var (_, submitted) = await simulation.SubmitAsync(Simulation.Runs, request => request["wait_timeout"] = "0s");
        var path = $"/api/2.0/sql/statements/{submitted["statement_id"]}";
        (await simulation.PostAsync($"{path}/cancel", "")).Status.ShouldBe(200);
        simulation.Time.Advance(TimeSpan.FromMinutes(2));
        State((await simulation.GetAsync(path)).Body).ShouldBe("CANCELED");
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("/* dbxserverless:unheard_of */ /* records */ SELECT 1")]
    public async Task A_statement_that_nobody_answers_fails_and_says_so(string statement)
    {
        await using var simulation = await Simulation.StartAsync();
        var (_, body) = await simulation.SubmitAsync(statement);
        State(body).ShouldBe("FAILED");
        ((string)body["status"]!["error"]!["message"]!).ShouldContain("no answer");
    }

    [Fact]
    public async Task An_unknown_table_is_not_found()
    {
        await using var simulation = await Simulation.StartAsync();
        var (_, body) = await simulation.SubmitAsync(Simulation.Runs + ", system.lakeflow.jbos");
        ((string)body["status"]!["error"]!["message"]!).ShouldStartWith("[TABLE_OR_VIEW_NOT_FOUND]");
    }

    [Fact]
    public async Task A_row_limit_cuts_off_and_says_so()
    {
        await using var simulation = await Simulation.StartAsync();
        var (_, body) = await simulation.SubmitAsync(Simulation.Records, request => request["row_limit"] = 7);
        ((int)body["manifest"]!["total_row_count"]!).ShouldBe(7);
        ((bool)body["manifest"]!["truncated"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task The_warehouse_stops_itself_when_it_is_not_used()
    {
        await using var simulation = await Simulation.StartAsync();
        await simulation.SubmitAsync(Simulation.Runs);
        simulation.Workspace.Warehouse.State.ShouldBe("RUNNING");
        simulation.Time.Advance(TimeSpan.FromMinutes(5));
        var (_, body) = await simulation.GetAsync($"/api/2.0/sql/warehouses/{simulation.Workspace.Options.Warehouse.Id}");
        ((string?)body["state"]).ShouldBe("STOPPED");
    }

    private static string? State(JsonNode body) => (string?)body["status"]?["state"];
}
