using System.Collections.Concurrent;
using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Collection.Publishing;
using DbxServerless.Collector.Collection.Scheduling;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DbxServerless.Collector.Collection;

/// <summary>
/// Collects datasets: reads what may have changed, compares it with the ledger, commits, delivers, measures and publishes. Holds nothing
/// that another process would need, so that any process can do the next pass.
/// </summary>
public sealed class CollectionEngine
{
    private const int ConcurrentDatasets = 8;

    // The name of the snapshot about a scope as a whole.
    private const string ScopeSnapshot = "collection";

    // The name of the snapshot about what is used of a workspace.
    private const string UseSnapshot = $"{ScopeSnapshot}.use";

    private readonly ConcurrentDictionary<(string Dataset, Scope Scope), SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<WorkspaceOptions, SemaphoreSlim> _statementPlaces = new();
    private readonly CollectorOptions _options;
    private readonly DatasetCatalog _catalog;
    private readonly ScopePlan _plan;
    private readonly IWorkspaceClients _clients;
    private readonly IStateStore _states;
    private readonly IBlobStore _blobs;
    private readonly IRecordSinks _sinks;
    private readonly ISnapshotPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly ILogger<CollectionEngine> _logger;
    private readonly WarehouseBudget _budget;
    private readonly WorkspaceUses _uses;
    private readonly TableGrants _grants;
    private readonly GroupSchedule _schedule;

    /// <exception cref="InvalidOperationException">A schedule cannot be understood.</exception>
    public CollectionEngine(
        IOptions<CollectorOptions> options,
        DatasetCatalog catalog,
        ScopePlan plan,
        IWorkspaceClients clients,
        IStateStore states,
        IBlobStore blobs,
        IRecordSinks sinks,
        ISnapshotPublisher publisher,
        TimeProvider time,
        ILogger<CollectionEngine> logger)
    {
        _options = options.Value;
        _catalog = catalog;
        _plan = plan;
        _clients = clients;
        _states = states;
        _blobs = blobs;
        _sinks = sinks;
        _publisher = publisher;
        _time = time;
        _logger = logger;
        _budget = new WarehouseBudget(states, _options.Limits.WarehouseSecondsPerDay, time);
        _uses = new WorkspaceUses(plan, clients, states, time, logger);
        _grants = new TableGrants(_options.SystemTables, logger);
        _schedule = new GroupSchedule(_options.Schedules);
    }

    /// <summary>Tells how each pass ended. Called from several threads.</summary>
    public event Action<CollectionOutcome>? Collected;

    /// <summary>Most records of one commit.</summary>
    internal int ChunkSize { get; init; } = 20_000;

    /// <summary>
    /// The passes that a tick of a group means for a scope: its datasets, and on the slow schedule the reconciliation of the regular ones.
    /// Those that are switched off are among them, because they report that.
    /// </summary>
    public IReadOnlyList<PlannedPass> PassesOf(ScheduleGroup group, Scope scope) =>
    [
        .. DatasetsOf(group, scope).Select(dataset => new PlannedPass(dataset.Info.Name, scope, CollectionPass.Incremental)),
        .. DatasetsOf(ScheduleGroup.Regular, scope)
            .Where(dataset => group == ScheduleGroup.Slow && dataset.Schema is not null)
            .Select(dataset => new PlannedPass(dataset.Info.Name, scope, CollectionPass.Reconcile)),
    ];

    /// <summary>One activity. Throws only when it is cancelled: whatever else goes wrong is in the outcome.</summary>
    public Task<CollectionOutcome> CollectAsync(PlannedPass pass, CancellationToken cancellationToken) =>
        CollectAsync(pass, new SharedReadings(), cancellationToken);

    /// <summary>One activity. Throws only when it is cancelled: whatever else goes wrong is in the outcome.</summary>
    public Task<CollectionOutcome> CollectAsync(Dataset dataset, Scope scope, CollectionPass pass, CancellationToken cancellationToken) =>
        CollectAsync(dataset, scope, pass, new SharedReadings(), cancellationToken);

    private Task<CollectionOutcome> CollectAsync(PlannedPass pass, SharedReadings shared, CancellationToken cancellationToken) =>
        CollectAsync(_catalog.Datasets.First(dataset => dataset.Info.Name == pass.Dataset), pass.Scope, pass.Pass, shared, cancellationToken);

    private async Task<CollectionOutcome> CollectAsync(
        Dataset dataset, Scope scope, CollectionPass pass, SharedReadings shared, CancellationToken cancellationToken)
    {
        // Two passes over the same in one process take turns; one of them would only lose the race.
        var turn = _turns.GetOrAdd((dataset.Info.Name, scope), _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            var outcome = await NewPass(dataset, scope, pass, shared).RunAsync(cancellationToken);
            await _uses.SettleAsync(scope, cancellationToken);
            return Report(outcome);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The storage failed, so that not even the outcome could be kept.
            _logger.CollectionFailed(exception, dataset.Info.Name, scope.ToString());
            return Report(new CollectionOutcome(dataset.Info.Name, scope, pass, CollectionResult.Failed) { At = _time.GetUtcNow(), Reason = exception.Message });
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>All passes of a group over a scope.</summary>
    public Task<IReadOnlyList<CollectionOutcome>> CollectGroupAsync(ScheduleGroup group, Scope scope, CancellationToken cancellationToken) =>
        CollectAllAsync(PassesOf(group, scope), cancellationToken);

    /// <summary>Runs passes at the same time and apart from each other, and then says of their scopes whether they are up.</summary>
    public async Task<IReadOnlyList<CollectionOutcome>> CollectAllAsync(IReadOnlyList<PlannedPass> passes, CancellationToken cancellationToken)
    {
        var outcomes = new CollectionOutcome[passes.Count];
        var shared = new SharedReadings();
        await Parallel.ForAsync(
            0, passes.Count, new ParallelOptions { MaxDegreeOfParallelism = ConcurrentDatasets, CancellationToken = cancellationToken },
            async (index, token) => outcomes[index] = await CollectAsync(passes[index], shared, token));
        foreach (var scope in passes.Select(pass => pass.Scope).Distinct())
        {
            try
            {
                await PublishScopeAsync(scope, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                _logger.UpNotPublished(exception, scope.ToString());
            }
        }

        return outcomes;
    }

    /// <summary>
    /// Collects once more what the identity could not read at the last pass, if Unity Catalog shows it by now: a grant shows within minutes,
    /// and no warehouse is kept awake by asking.
    /// </summary>
    public async Task<IReadOnlyList<CollectionOutcome>> RetryNotAssessedAsync(Scope scope, CancellationToken cancellationToken)
    {
        var due = new List<PlannedPass>();
        foreach (var dataset in DatasetsOf(scope))
        {
            var state = await StateOfAsync(dataset, scope, cancellationToken);
            if (state.LastPass?.Result == CollectionResult.NotAssessed && await _grants.MayHaveComeAsync(dataset.Info, scope, _clients.For(_plan.ReaderOf(scope)).Facts.ShowsTableAsync, cancellationToken))
                due.Add(new PlannedPass(dataset.Info.Name, scope, CollectionPass.Incremental));
        }

        return await CollectAllAsync(due, cancellationToken);
    }

    /// <summary>
    /// Publishes <c>databricks_up</c> of a scope and what was used of the workspace that reads for it, to be called when the passes of a group
    /// are done. What may not be read does not make it 0 as long as something else could be.
    /// </summary>
    public async Task PublishScopeAsync(Scope scope, CancellationToken cancellationToken)
    {
        var reader = new Scope(ScopeKind.Workspace, ScopePlan.NameOf(_plan.ReaderOf(scope)));
        await _uses.Of(scope).PublishAsync(
            (used, allowance) => _publisher.PublishAsync(
                new Snapshot(UseSnapshot, reader, _time.GetUtcNow(), [.. UseMetrics.Of(reader.Name, used, allowance)]), cancellationToken),
            cancellationToken);
        var passes = new List<LastPass?>();
        foreach (var dataset in DatasetsOf(ScheduleGroup.Regular, scope).Where(IsEnabled))
            passes.Add((await StateOfAsync(dataset, scope, cancellationToken)).LastPass);
        if (passes.Count == 0)
            return;
        await _publisher.PublishAsync(new Snapshot(ScopeSnapshot, scope, _time.GetUtcNow(), [CollectionMetrics.UpOf(scope, UpUntil(passes))]), cancellationToken);
    }

    private DateTimeOffset? UpUntil(IReadOnlyCollection<LastPass?> passes)
    {
        var isUp = passes.All(pass => pass?.Result is CollectionResult.Succeeded or CollectionResult.NoData or CollectionResult.NotAssessed)
            && passes.Any(pass => pass!.Result != CollectionResult.NotAssessed);
        return isUp
            ? _schedule.Next(ScheduleGroup.Regular, _schedule.Next(ScheduleGroup.Regular, passes.Min(pass => pass!.At)))
            : null;
    }

    private DatasetPass NewPass(Dataset dataset, Scope scope, CollectionPass pass, SharedReadings shared)
    {
        var workspace = _plan.ReaderOf(scope);
        var places = _statementPlaces.GetOrAdd(workspace, _ => new SemaphoreSlim(Math.Max(1, _options.Limits.ConcurrentStatements)));
        return new DatasetPass(
            dataset, scope, pass, _options,
            () => _clients.For(workspace),
            warehouse => new MeteredWarehouse(warehouse, scope, _budget, _uses.Of(scope), places, _time),
            StoreOf(dataset, scope), _sinks.For(workspace.Sink), _publisher, _time, _logger)
        {
            ChunkSize = ChunkSize,
            Shared = shared,
        };
    }

    private async Task<CollectionState> StateOfAsync(Dataset dataset, Scope scope, CancellationToken cancellationToken)
    {
        var store = StoreOf(dataset, scope);
        await store.LoadAsync(cancellationToken);
        return store.State;
    }

    private CollectionStore StoreOf(Dataset dataset, Scope scope) => new(_states, _blobs, dataset.Info.Name, scope, _time, _logger);

    private IEnumerable<Dataset> DatasetsOf(Scope scope) => _catalog.Datasets.Where(dataset => dataset.Info.Scope == scope.Kind);

    private IEnumerable<Dataset> DatasetsOf(ScheduleGroup group, Scope scope) => DatasetsOf(scope).Where(dataset => dataset.Info.Schedule == group);

    private bool IsEnabled(Dataset dataset) => !_options.Datasets.TryGetValue(dataset.Info.Name, out var settings) || settings.Enabled;

    private CollectionOutcome Report(CollectionOutcome outcome)
    {
        Collected?.Invoke(outcome);
        if (outcome.IsGood || outcome.Result == CollectionResult.Off)
        {
            _logger.Collected(
                outcome.Dataset, outcome.Scope.ToString(), outcome.Result, outcome.RowsRead, outcome.RecordsChanged, outcome.Delivered, outcome.Duration);
        }
        else
        {
            _logger.NotCollected(outcome.Dataset, outcome.Scope.ToString(), outcome.Result, outcome.Reason, outcome.Mend);
        }

        return outcome;
    }
}
