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
    private readonly ConcurrentDictionary<string, Lazy<Task<DatabricksException?>>> _requests = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _statements = new(Math.Max(1, options.Limits.ConcurrentStatements));
    private readonly SystemSchemas _schemas = new();
    private WorkspaceClient? _client;

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

    /// <summary>Why an endpoint cannot be read; null when it can, or cannot be tried. It is asked once, however many datasets need it.</summary>
    public Task<DatabricksException?> ProbeEndpointAsync(string endpoint, CancellationToken cancellationToken) => EndpointProbes.TargetOf(endpoint) is { } target
        ? _requests.GetOrAdd(target, asked => new Lazy<Task<DatabricksException?>>(() => AskAsync(asked, cancellationToken))).Value
        : Task.FromResult<DatabricksException?>(null);

    /// <summary>Compares what REST shows with what the system tables know.</summary>
    public async Task<VisibilityCheck> CompareAsync(VisibleObjects kind, CancellationToken cancellationToken)
    {
        var name = Connection.Name;
        try
        {
            var known = await KnownAsync(kind, cancellationToken);
            var shown = await kind.ListAsync(_client!, cancellationToken).ToHashSetAsync(cancellationToken: cancellationToken);
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
        catch (OperationCanceledException)
        {
            return new VisibilityCheck(name, kind.Name, 0, 0, CheckOutcome.Skipped, "The workspace did not answer while the check lasted.", "Run the check again.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _statements.Dispose();
    }

    private async Task<HashSet<string>> KnownAsync(VisibleObjects kind, CancellationToken cancellationToken)
    {
        var workspace = await WorkspaceIds.OfAsync(options, new Scope(ScopeKind.Workspace, Connection.Name), _client!, cancellationToken);
        var text = CheckStatements.ObjectsOf(kind, SqlComposer.MapTables(kind.Table, options.SystemTables));
        await _statements.WaitAsync(cancellationToken);
        try
        {
            await using var result = await _client!.Sql.ExecuteAsync(new SqlStatement(text, [SqlParameter.Text("workspace_id", workspace)]), cancellationToken);
            return await result.ReadAsync(cancellationToken).Select(row => row.RequiredText("id")).ToHashSetAsync(cancellationToken: cancellationToken);
        }
        finally
        {
            _statements.Release();
        }
    }

    private async Task<DatabricksException?> AskAsync(string target, CancellationToken cancellationToken)
    {
        try
        {
            await _client!.Rest.GetTextAsync(target, cancellationToken);
            return null;
        }
        catch (DatabricksException exception)
        {
            return exception;
        }
        catch (OperationCanceledException exception)
        {
            return new DatabricksException(DatabricksErrorKind.Timeout, "The workspace did not answer while the check lasted.", "Run the check again.", exception);
        }
    }

    private async Task<TableProbe> ReadAsync(string table, CancellationToken cancellationToken)
    {
        var readAs = SqlComposer.MapTables(table, options.SystemTables);
        var isMapped = readAs != table;
        var schema = table.Split('.')[1];
        try
        {
            await _statements.WaitAsync(cancellationToken);
            try
            {
                await using var result = await _client!.Sql.ExecuteAsync(new SqlStatement(CheckStatements.AnyRow(readAs)), cancellationToken);
                if (await result.ReadAsync(cancellationToken).AnyAsync(cancellationToken))
                    return new TableProbe(table);
                return new TableProbe(table)
                {
                    WhyEmpty = isMapped ? $"its view {readAs} shows us no row; look at the view's filter." : _schemas.WhyEmpty(schema),
                };
            }
            finally
            {
                _statements.Release();
            }
        }
        catch (DatabricksException exception)
        {
            return new TableProbe(table) { Failure = isMapped ? exception : _schemas.Explain(exception, schema) };
        }
        catch (OperationCanceledException exception)
        {
            return new TableProbe(table)
            {
                Failure = new DatabricksException(DatabricksErrorKind.Timeout, "The warehouse did not answer while the check lasted.", "Run the check again.", exception),
            };
        }
    }
}
