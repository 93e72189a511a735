using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Collection.Outbox;
using DbxServerless.Collector.Collection.Publishing;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection;

/// <summary>One pass of one dataset over one scope: deliver what was left over, collect, commit, deliver, measure, report, publish.</summary>
internal sealed class DatasetPass(
    Dataset dataset,
    Scope scope,
    CollectionPass kind,
    CollectorOptions options,
    Func<WorkspaceClient> reader,
    Func<ISqlWarehouse, MeteredWarehouse> meter,
    CollectionStore store,
    IRecordSink sink,
    ISnapshotPublisher publisher,
    TimeProvider time,
    ILogger logger)
{
    private readonly OutboxDelivery _delivery = new(store, sink, logger);
    private readonly List<Problem> _problems = [];
    private readonly List<DatabricksException> _errors = [];
    private readonly DatasetOptions _settings = options.Datasets.TryGetValue(dataset.Info.Name, out var given) ? given : new DatasetOptions();
    private readonly long _started = time.GetTimestamp();
    private DateTimeOffset _asOf = time.GetUtcNow();
    private RecordCollection? _records;
    private IReadOnlyList<Sample>? _measured;
    private IReadOnlyDictionary<string, long> _leftOut = new Dictionary<string, long>();
    private MeteredWarehouse? _warehouse;
    private ReadOnlyMemory<byte>? _memory;

    /// <summary>Most records of one commit.</summary>
    public required int ChunkSize { get; init; }

    public required SharedReadings Shared { get; init; }

    private bool IsOff => !_settings.Enabled || !CollectsRecords && !Measures;

    private bool CollectsRecords => _settings.Records && dataset.Schema is not null;

    private bool Measures => _settings.Metrics && dataset.Families.Count > 0;

    public async Task<CollectionOutcome> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.LoadAsync(cancellationToken);
            await TryAsync(() => _delivery.DrainAsync(cancellationToken), cancellationToken);
            if (_delivery.Failure is { } failure)
                _problems.Add(Problem.Of(failure));
            if (!IsOff)
                await TryAsync(() => CollectAsync(cancellationToken), cancellationToken);
            return await FinishAsync(cancellationToken);
        }
        catch (LostRaceException lost)
        {
            return Outcome(CollectionResult.LostRace) with { Reason = lost.Message };
        }
    }

    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        var client = reader();
        _warehouse = meter(client.Sql);
        // After the state was read: what is read from here on is never older than what was committed.
        _asOf = time.GetUtcNow();
        var context = new CollectionContext
        {
            Dataset = dataset.Info,
            Scope = scope,
            Reader = client,
            Warehouse = _warehouse,
            Options = options,
            AsOf = _asOf,
            ChangedFrom = ChangedFrom(),
            Shared = Shared,
            Memory = new PassMemory(await store.ReadMemoryAsync(cancellationToken)),
        };
        // What waits goes first: as long as it cannot be delivered, nothing is put behind it.
        if (CollectsRecords && _problems.Count == 0)
        {
            _records = new RecordCollection(dataset, store, _delivery, ChunkSize, time);
            await TryAsync(() => _records.RunAsync(context, cancellationToken), cancellationToken);
        }

        if (Measures && kind == CollectionPass.Incremental)
            await TryAsync(async () => (_measured, _leftOut) = SeriesBudgets.Hold(await MeasureAsync(context, cancellationToken)), cancellationToken);
        // Where there are records, what the pass remembers is committed with them.
        if (!CollectsRecords && _measured is not null)
            _memory = context.Memory.Changed;
        _problems.AddRange(context.Skipped.Select(Problem.Of));
        _errors.AddRange(context.Skipped);
        await TryAsync(() => _warehouse.ChargeAsync(cancellationToken), cancellationToken);
    }

    // A reconciliation never reads less than the ordinary pass would, so both move the cursor.
    private DateTimeOffset ChangedFrom()
    {
        var ordinary = store.State.Cursor is { } cursor ? cursor - dataset.Info.Overlap : _asOf - dataset.Info.Backfill;
        var window = _asOf - dataset.Info.Reconciliation;
        return kind == CollectionPass.Reconcile && window < ordinary ? window : ordinary;
    }

    private async Task<IReadOnlyList<Sample>> MeasureAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        await foreach (var sample in dataset.MeasureAsync(context, cancellationToken).WithCancellation(cancellationToken))
        {
            if (IsShown(sample))
                samples.Add(sample);
        }

        return samples;
    }

    private bool IsShown(Sample sample) => !_settings.WithoutFamilies.Contains(sample.Family.Name);

    private async Task TryAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (exception is not LostRaceException && !cancellationToken.IsCancellationRequested)
        {
            _problems.Add(Problem.Of(exception));
            // What both records and measures fail of is one failure.
            if (exception is DatabricksException failed && !_errors.Contains(failed))
                _errors.Add(failed);
            if (exception is not (DatabricksException or OverBudgetException or DeliveryException))
                logger.CollectionFailed(exception, dataset.Info.Name, scope.ToString());
        }
    }

    private async Task<CollectionOutcome> FinishAsync(CancellationToken cancellationToken)
    {
        var problem = Problem.Worst(_problems);
        var isEmpty = _records is not { RowsRead: > 0 } && _measured is not { Count: > 0 };
        var outcome = Outcome(problem?.Result ?? (IsOff ? CollectionResult.Off : isEmpty ? CollectionResult.NoData : CollectionResult.Succeeded)) with
        {
            Reason = problem?.Reason,
            Mend = problem?.Mend,
        };
        var report = new PassReport(store, outcome, time)
        {
            Memory = _memory,
            Errors = EndpointErrors.Count(dataset.Info, _errors),
        };
        if (outcome.Result == CollectionResult.Off && !report.RowIsDue)
            return outcome;

        await report.SaveAsync(_records is { IsComplete: true } ? _asOf : store.State.Cursor, cancellationToken);
        await TryAsync(() => _delivery.DrainAsync(cancellationToken), cancellationToken);
        await TryAsync(() => report.SweepWhenDueAsync(cancellationToken), cancellationToken);
        outcome = outcome with { OldestOutbox = store.State.Outbox.FirstOrDefault()?.Since };
        await PublishAsync(outcome, cancellationToken);
        return outcome;
    }

    private CollectionOutcome Outcome(CollectionResult result) => new(dataset.Info.Name, scope, kind, result)
    {
        At = _asOf,
        RowsRead = _records?.RowsRead ?? 0,
        RecordsChanged = _records?.Changed ?? 0,
        Delivered = _delivery.Delivered,
        SetAside = _delivery.SetAside,
        Duration = time.GetElapsedTime(_started),
        Statements = _warehouse?.Statements ?? 0,
        WarehouseSeconds = _warehouse?.Seconds ?? 0,
        OldestOutbox = store.State.Outbox.FirstOrDefault()?.Since,
    };

    // Measures that failed keep their last snapshot; those that are switched off lose it.
    private async Task PublishAsync(CollectionOutcome outcome, CancellationToken cancellationToken)
    {
        var name = dataset.Info.Name;
        if (_measured is not null || dataset.Families.Count > 0 && (!Measures || IsOff))
            await PublishAsync(new Snapshot(name, scope, _asOf, _measured ?? []), cancellationToken);
        var counters = await store.ReadCountersAsync(dataset.CounterFamilies, cancellationToken);
        var counted = _settings.Metrics && !IsOff ? counters.Samples().Where(IsShown) : [];
        await PublishAsync(
            new Snapshot($"{name}.collection", scope, _asOf, [.. CollectionMetrics.Of(dataset.Info, outcome, store.State, counters, _leftOut), .. counted]),
            cancellationToken);
    }

    private async Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await publisher.PublishAsync(snapshot, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.NotPublished(exception, snapshot.Dataset, scope.ToString());
        }
    }
}
