using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DbxServerless.Testing;

namespace DbxServerless.Simulator.Tests;

/// <summary>A simulated workspace and a client of it.</summary>
internal sealed class Simulation : IAsyncDisposable
{
    public const string Runs = "/* dbxserverless:job_runs */ /* runs */\nSELECT 1 FROM system.lakeflow.job_run_timeline";
    public const string Records = "/* dbxserverless:job_runs */ /* records */\nSELECT 1 FROM system.lakeflow.job_run_timeline JOIN system.lakeflow.jobs";

    private Simulation(SimulatedWorkspace workspace, ManualTimeProvider time)
    {
        Workspace = workspace;
        Time = time;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = workspace.Url };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", workspace.Options.Token);
    }

    public SimulatedWorkspace Workspace { get; }

    public ManualTimeProvider Time { get; }

    public HttpClient Http { get; }

    /// <summary>What the token endpoint answered last.</summary>
    public JsonNode? LastToken { get; private set; }

    public static async Task<Simulation> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var time = new ManualTimeProvider();
        var options = new SimulatorOptions { Days = 3, Time = time };
        return new Simulation(await SimulatedWorkspace.StartAsync(change?.Invoke(options) ?? options, CancellationToken.None), time);
    }

    public async Task<(int Status, JsonNode Body)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async Task<(int Status, JsonNode Body)> PostAsync(string path, string body)
    {
        using var response = await Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonNode.Parse(text.Length == 0 ? "{}" : text)!);
    }

    /// <summary>Submits a statement with the parameters of a pass that reads everything.</summary>
    public Task<(int Status, JsonNode Body)> SubmitAsync(string statement, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["warehouse_id"] = Workspace.Options.Warehouse.Id,
            ["statement"] = statement,
            ["parameters"] = new JsonArray(
                Parameter("as_of", Time.GetUtcNow().ToString("O")),
                Parameter("changed_from", "2020-01-01T00:00:00Z"),
                Parameter("workspace_ids", null),
                Parameter("sla_seconds", "3600"),
                Parameter("sla_jobs", null),
                Parameter("sla_tag", "sla_seconds"),
                Parameter("jobs_since", Time.GetUtcNow().AddHours(-3).ToString("O")),
                Parameter("shard_count", "1"),
                Parameter("shard_index", "0"),
                Parameter("price_currency", "USD"),
                Parameter("vm_prices", null),
                Parameter("spot_vm_prices", null)),
        };
        change?.Invoke(request);
        return PostAsync("/api/2.0/sql/statements", request.ToJsonString());
    }

    /// <summary>Gets a token for id and secret, and uses it from now on.</summary>
    public async Task<HttpStatusCode> SignInAsync(string? secret = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oidc/v1/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "all-apis" }),
        };
        var pair = $"{Workspace.Options.ClientId}:{secret ?? Workspace.Options.ClientSecret}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        using var response = await Http.SendAsync(request);
        LastToken = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (response.IsSuccessStatusCode)
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)LastToken["access_token"]);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Workspace.DisposeAsync();
    }

    private static JsonNode Parameter(string name, string? value) => new JsonObject { ["name"] = name, ["value"] = value };
}
