using Azure.Core;
using DbxServerless.Databricks.Clusters;
using DbxServerless.Databricks.Compute;
using DbxServerless.Databricks.Jobs;
using DbxServerless.Databricks.Pipelines;
using DbxServerless.Databricks.Scim;
using DbxServerless.Databricks.Secrets;
using DbxServerless.Databricks.Serving;
using DbxServerless.Databricks.Tokens;
using DbxServerless.Databricks.Workspaces;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Databricks;

/// <summary>One workspace, for reading. Safe to use from many threads; one for each workspace and process.</summary>
public sealed class WorkspaceClient : IAsyncDisposable
{
    private readonly Transport _transport;
    private readonly TokenSources _tokens;
    private readonly StatementRunner _runner;
    private bool _disposed;

    /// <param name="handler">In place of the network, for tests; it stays the caller's.</param>
    /// <exception cref="DatabricksException">A setting is missing or wrong.</exception>
    public WorkspaceClient(WorkspaceConnection connection, TimeProvider time, ILoggerFactory loggers, HttpMessageHandler? handler = null)
        : this(connection, time, loggers, handler, null)
    {
    }

    internal WorkspaceClient(WorkspaceConnection connection, TimeProvider time, ILoggerFactory loggers, HttpMessageHandler? handler, Func<TokenCredential>? credential)
    {
        if (!WorkspaceHost.TryParse(connection.Host, out var host, out var error))
            throw Failures.Settings(error, "Set DATABRICKS_HOST.");
        EnsureUsable(connection);
        Host = host;
        var logger = loggers.CreateLogger("DbxServerless.Databricks");
        _transport = new Transport(host, connection, time, logger, handler);
        _tokens = TokenSources.For(connection, _transport, time, logger, credential);
        var http = new AuthorizedHttp(_transport, _tokens, connection, logger);
        Rest = new RestClient(http);
        Files = new WorkspaceFiles(Rest, http, connection);
        Jobs = new JobsApi(Rest);
        Clusters = new ClustersApi(Rest);
        Pipelines = new PipelinesApi(Rest);
        Scim = new ScimApi(Rest);
        Tokens = new TokensApi(Rest);
        Compute = new ComputeApi(Rest);
        Secrets = new SecretsApi(Rest);
        Serving = new ServingApi(Rest);
        Objects = new WorkspaceObjectsApi(Rest);
        Facts = new WorkspaceFacts(Rest, _transport.Failures, connection);
        _runner = new StatementRunner(http, connection, time, logger);
        Sql = new SqlWarehouse(_runner, new ResultReader(http), connection, logger);
    }

    /// <summary>The workspace's address, ending in a slash.</summary>
    public Uri Host { get; }

    public RestClient Rest { get; }

    public JobsApi Jobs { get; }

    public ClustersApi Clusters { get; }

    public PipelinesApi Pipelines { get; }

    public ScimApi Scim { get; }

    public TokensApi Tokens { get; }

    public ComputeApi Compute { get; }

    public SecretsApi Secrets { get; }

    public ServingApi Serving { get; }

    public WorkspaceObjectsApi Objects { get; }

    public ISqlWarehouse Sql { get; }

    /// <summary>Files of DBFS and of Unity Catalog volumes.</summary>
    public WorkspaceFiles Files { get; }

    /// <summary>Warehouse, principal, metastore and system schemas: what a check wants to know.</summary>
    public WorkspaceFacts Facts { get; }

    public RequestStatistics Statistics => _transport.Statistics;

    /// <summary>The token alone.</summary>
    public ITokenSource Identity => _tokens.Workspace;

    private static void EnsureUsable(WorkspaceConnection connection)
    {
        if (!(connection.RequestsPerSecond > 0))
            throw Failures.Settings($"{connection.RequestsPerSecond} requests per second is no rate.", "Set RequestsPerSecond above 0.");
        foreach (var (name, limit) in ((string, TimeSpan)[])[("AttemptTimeout", connection.AttemptTimeout), ("OverallTimeout", connection.OverallTimeout)])
        {
            if (limit < TimeSpan.FromSeconds(1) || limit > TimeSpan.FromHours(24))
                throw Failures.Settings($"A time of {limit} for {name} is out of bounds.", $"Set {name} between 1 second and 24 hours.");
        }

        if (connection.TokenEndpoint is { } endpoint && !(endpoint.IsAbsoluteUri && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))))
            throw Failures.Settings($"The token endpoint {endpoint} would get the secret unencrypted.", "Set TokenEndpoint to an https:// address.");
    }

    /// <summary>Waits a few seconds for cancellations under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _runner.DisposeAsync();
        _tokens.Dispose();
        _transport.Dispose();
    }
}
