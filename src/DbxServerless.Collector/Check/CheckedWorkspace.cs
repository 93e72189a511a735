using System.Collections.Concurrent;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>A workspace while it is checked: its connection, and each table that was read through it, once.</summary>
internal sealed class CheckedWorkspace(WorkspaceOptions settings, CollectorOptions options, Func<WorkspaceConnection, WorkspaceClient> connect)
    : IAsyncDisposable
{
    // Short enough for the check, long enough for some retries.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(15);

    private const int IdsShown = 5;
    private const int CommandsShown = 3;

    private readonly ConcurrentDictionary<string, Lazy<Task<TableProbe>>> _probes = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<Task<EndpointProbe>>> _requests = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _statements = new(Math.Max(1, options.Limits.ConcurrentStatements));
    private readonly SystemSchemas _schemas = new();
    private WorkspaceClient? _client;
    private Task<LogDeliveryChecks>? _delivery;

    public WorkspaceOptions Settings => settings;

    public ConnectionCheck Connection { get; } = new(settings);

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await Connection.RunAsync(
            () => _client = connect(WorkspaceClients.ConnectionOf(settings) with { AttemptTimeout = RequestLimit, OverallTimeout = RequestLimit }), cancellationToken);
        if (Connection.Works)
            await _schemas.LoadAsync(_client!.Facts, cancellationToken);
    }

    /// <summary>Whether a table can be read through this workspace; a table is asked for once, however many datasets need it.</summary>
    public Task<TableProbe> ProbeAsync(string table, CancellationToken cancellationToken) =>
        _probes.GetOrAdd(table, name => new Lazy<Task<TableProbe>>(() => ReadAsync(name, cancellationToken))).Value;

    /// <summary>Whether an endpoint can be read. It is asked once, however many datasets need it.</summary>
    public Task<EndpointProbe> ProbeEndpointAsync(string endpoint, CancellationToken cancellationToken) =>
        _requests.GetOrAdd(endpoint, asked => new Lazy<Task<EndpointProbe>>(() => AskAsync(asked, cancellationToken))).Value;

    /// <summary>Compares what REST shows with what the system tables know.</summary>
    public async Task<VisibilityCheck> CompareAsync(VisibleObjects kind, CancellationToken cancellationToken)
    {
        var name = Connection.Name;
        try
        {
            var (known, shown) = await AnsweredAsync("workspace", async () => (
                await KnownAsync(kind, cancellationToken),
                await kind.ListAsync(_client!, cancellationToken).ToHashSetAsync(cancellationToken: cancellationToken)));
            var hidden = known.Except(shown).Order(StringComparer.Ordinal).ToList();
            var total = shown.Count + hidden.Count;
            if (hidden.Count == 0)
                return new VisibilityCheck(name, kind.Name, shown.Count, total, CheckOutcome.Ok);
            var commands = hidden.Take(CommandsShown).Select(id => PermissionCommands.Grant(kind.Name, id, kind.Level, Connection.Principal ?? "<principal>"));
            return new VisibilityCheck(name, kind.Name, shown.Count, total, CheckOutcome.Warning,
                $"{hidden.Count} of {total} {kind.Name} are hidden by access lists, or were deleted in the last hours: {string.Join(", ", hidden.Take(IdsShown))}"
                    + (hidden.Count > IdsShown ? ", …" : ""),
                string.Join('\n', commands) + (hidden.Count > CommandsShown ? $"\nand so on for the other {hidden.Count - CommandsShown}" : ""));
        }
        catch (DatabricksException exception)
        {
            return new VisibilityCheck(name, kind.Name, 0, 0, CheckOutcome.Skipped, exception.Reason, Connection.Named(exception.Mend));
        }
    }

    /// <summary>Whether clusters, and those that jobs make, deliver their logs, and whether these can be read. It is looked at once.</summary>
    public Task<LogDeliveryChecks> CheckDeliveryAsync(CancellationToken cancellationToken) => _delivery ??= DeliveryAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _statements.Dispose();
    }

    private async Task<LogDeliveryChecks> DeliveryAsync(CancellationToken cancellationToken)
    {
        var delivery = new DeliveryChecks(_client!, Connection);
        return new LogDeliveryChecks(await delivery.RunAsync(cancellationToken), await new DestinationChecks(_client!, Connection).RunAsync(delivery.Places, cancellationToken));
    }

    private async Task<HashSet<string>> KnownAsync(VisibleObjects kind, CancellationToken cancellationToken)
    {
        var workspace = await WorkspaceIds.OfAsync(options, new Scope(ScopeKind.Workspace, Connection.Name), _client!, cancellationToken);
        var text = CheckStatements.ObjectsOf(kind, SqlComposer.MapTables(kind.Table, options.SystemTables));
        return await QueryAsync(
            new SqlStatement(text, [SqlParameter.Text("workspace_id", workspace)]),
            rows => rows.Select(row => row.RequiredText("id")).ToHashSetAsync(cancellationToken: cancellationToken), cancellationToken);
    }

    private async Task<EndpointProbe> AskAsync(string endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var tried = await AnsweredAsync("workspace", () => EndpointProbes.TryAsync(endpoint, _client!, cancellationToken));
            return new EndpointProbe(null, HadNothing: tried == false);
        }
        catch (DatabricksException exception)
        {
            return new EndpointProbe(exception);
        }
    }

    private async Task<TableProbe> ReadAsync(string table, CancellationToken cancellationToken)
    {
        var readAs = SqlComposer.MapTables(table, options.SystemTables);
        var isMapped = readAs != table;
        var schema = table.Split('.')[1];
        try
        {
            var hasRows = await AnsweredAsync("warehouse", () => QueryAsync(
                new SqlStatement(CheckStatements.AnyRow(readAs)), rows => rows.AnyAsync(cancellationToken), cancellationToken));
            return new TableProbe(table)
            {
                WhyEmpty = hasRows ? null : isMapped ? $"its view {readAs} shows us no row; look at the view's filter." : _schemas.WhyEmpty(schema),
            };
        }
        catch (DatabricksException exception)
        {
            return new TableProbe(table) { Failure = isMapped ? exception : _schemas.Explain(exception, schema) };
        }
    }

    private async Task<T> QueryAsync<T>(SqlStatement statement, Func<IAsyncEnumerable<SqlRow>, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await _statements.WaitAsync(cancellationToken);
        try
        {
            await using var result = await _client!.Sql.ExecuteAsync(statement, cancellationToken);
            return await read(result.ReadAsync(cancellationToken));
        }
        finally
        {
            _statements.Release();
        }
    }

    // The end of the check is a failure like any other.
    private static async Task<T> AnsweredAsync<T>(string who, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (OperationCanceledException exception)
        {
            throw new DatabricksException(DatabricksErrorKind.Timeout, $"The {who} did not answer while the check lasted.", "Run the check again.", exception);
        }
    }
}
