using System.Net;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.Simulator.Tests;

public sealed class IdentityTests
{
    [Fact]
    public async Task A_token_is_issued_for_id_and_secret_and_lasts_an_hour()
    {
        await using var simulation = await Simulation.StartAsync();
        (await simulation.SignInAsync()).ShouldBe(HttpStatusCode.OK);
        ((int)simulation.LastToken!["expires_in"]!).ShouldBe(3600);
        (await simulation.GetAsync("/api/2.0/preview/scim/v2/Me")).Status.ShouldBe(200);

        simulation.Time.Advance(TimeSpan.FromHours(1));
        var (status, body) = await simulation.GetAsync("/api/2.0/preview/scim/v2/Me");
        status.ShouldBe(403);
        ((int)body["error_code"]!).ShouldBe(403);
        ((string?)body["message"]).ShouldBe("Invalid access token.");
    }

    [Fact]
    public async Task A_wrong_secret_is_an_invalid_client()
    {
        await using var simulation = await Simulation.StartAsync();
        (await simulation.SignInAsync("other")).ShouldBe(HttpStatusCode.Unauthorized);
        ((string?)simulation.LastToken!["error"]).ShouldBe("invalid_client");
    }

    [Fact]
    public async Task Nobody_is_let_in_without_a_credential()
    {
        await using var simulation = await Simulation.StartAsync();
        simulation.Http.DefaultRequestHeaders.Authorization = null;
        var (status, body) = await simulation.GetAsync("/api/2.0/sql/warehouses");
        status.ShouldBe(401);
        ((int)body["error_code"]!).ShouldBe(401);
        ((string)body["message"]!).ShouldStartWith("Credential was not sent");
    }

    [Fact]
    public async Task A_table_is_shown_unless_it_is_not_granted_or_not_there()
    {
        await using var simulation = await Simulation.StartAsync();
        (await StatusAsync("system.billing.usage")).ShouldBe(200);
        (await StatusAsync("system.billing.nothing")).ShouldBe(404);
        (await StatusAsync("main.default.usage")).ShouldBe(404);
        simulation.Workspace.Faults.Add(new Fault(FaultKind.MissingGrant) { Target = "billing" });
        (await StatusAsync("system.billing.usage")).ShouldBe(404);
        (await StatusAsync("system.query.history")).ShouldBe(200);

        async Task<int> StatusAsync(string table) => (await simulation.GetAsync($"/api/2.1/unity-catalog/tables/{table}")).Status;
    }

    [Fact]
    public async Task The_metastore_lists_its_schemas_over_pages_of_which_the_first_is_empty()
    {
        await using var simulation = await Simulation.StartAsync();
        var (_, assignment) = await simulation.GetAsync("/api/2.1/unity-catalog/current-metastore-assignment");
        var path = $"/api/2.1/unity-catalog/metastores/{assignment["metastore_id"]}/systemschemas";
        var (_, page) = await simulation.GetAsync(path);
        page["schemas"].ShouldBeNull();
        var schemas = new List<string?>();
        while ((string?)page["next_page_token"] is { } token)
        {
            page = (await simulation.GetAsync($"{path}?page_token={token}")).Body;
            schemas.AddRange(page["schemas"]!.AsArray().Select(schema => $"{schema!["schema"]} {schema["state"]}"));
        }

        schemas.ShouldContain("lakeflow ENABLE_COMPLETED");
        schemas.ShouldBeUnique();
    }

    [Fact]
    public async Task Requests_are_counted_by_endpoint()
    {
        await using var simulation = await Simulation.StartAsync();
        await simulation.GetAsync("/api/2.0/sql/statements/01234567-89ab-cdef-0123-456789abcdef");
        await simulation.GetAsync("/api/2.0/sql/statements/01234567-89ab-cdef-0123-456789abcdee");
        simulation.Workspace.Requests.Counts["GET /api/2.0/sql/statements/{id}"].ShouldBe(2);
        var (_, report) = await simulation.GetAsync("/simulator/requests");
        ((int)report["counts"]!["GET /api/2.0/sql/statements/{id}"]!).ShouldBe(2);
        ((string?)report["requests"]![0]!["authorization_scheme"]).ShouldBe("Bearer");
    }
}
