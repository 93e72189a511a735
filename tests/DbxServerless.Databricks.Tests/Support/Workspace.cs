using DbxServerless.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Databricks.Tests;

/// <summary>A client over a script and a clock that stands still.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    public const string Name = "adb-1.2.azuredatabricks.net";
    public const string Token = "dapi0123456789abcdef0123456789abcdef";
    public const string Secret = "dose0123456789abcdef0123456789abcdef";
    public const string WarehouseId = "abc123";

    private readonly Lazy<WorkspaceClient> _client;

    public Workspace(Func<WorkspaceConnection, WorkspaceConnection>? change = null, ILoggerFactory? loggers = null, Func<Azure.Core.TokenCredential>? credential = null)
    {
        Script = new ScriptedHandler(Clock);
        Connection = (change ?? (connection => connection))(new WorkspaceConnection { Host = Name, Token = Token, WarehouseId = WarehouseId, RequestsPerSecond = 1000 });
        _client = new(() => new WorkspaceClient(Connection, Clock, loggers ?? NullLoggerFactory.Instance, Script, credential));
    }

    public ManualTimeProvider Clock { get; } = new();

    public ScriptedHandler Script { get; }

    public WorkspaceConnection Connection { get; }

    public WorkspaceClient Client => _client.Value;

    public static Workspace WithOAuth(Func<WorkspaceConnection, WorkspaceConnection>? change = null, string secret = Secret) =>
        new(connection => (change ?? (same => same))(connection with { Token = null, ClientId = "app-1", ClientSecret = secret }));

    public Task<Warehouse> GetWarehouseAsync() => Clock.RunAsync(() => Client.Facts.GetWarehouseAsync(CancellationToken.None));

    public Task<DatabricksException> FailWarehouseAsync() => Clock.FailAsync(() => Client.Facts.GetWarehouseAsync(CancellationToken.None));

    public ValueTask DisposeAsync() => _client.IsValueCreated ? _client.Value.DisposeAsync() : ValueTask.CompletedTask;

    public const string WarehouseLine = $"GET /api/2.0/sql/warehouses/{WarehouseId}";
    public const string TokenLine = "POST /oidc/v1/token";
    public const string WarehouseJson = """{"id":"abc123","name":"starter","state":"RUNNING","cluster_size":"2X-Small","auto_stop_mins":10,"enable_serverless_compute":true}""";

    public static string TokenJson(string token, int seconds = 3600) => $$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":{{seconds}},"scope":"all-apis"}""";
}
