using DbxServerless.Collector.Collection.Ledger;
using DbxServerless.Collector.Collection.Outbox;
using DbxServerless.Collector.Collection.State;

namespace DbxServerless.Collector.Collection;

/// <summary>Puts the outcome of a pass into the state, and a row for <c>DbxCollections</c> into the outbox when one is due.</summary>
internal sealed class PassReport(CollectionStore store, CollectionOutcome outcome, TimeProvider time)
{
    // While the sink is down the state must not grow without bound.
    private const int MostWaitingParts = 50;

    private static readonly TimeSpan RowEvery = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromDays(1);

    /// <summary>What a pass without records leaves to the next one.</summary>
    public ReadOnlyMemory<byte>? Memory { get; init; }

    /// <summary>What failed at the pass, by endpoint.</summary>
    public IReadOnlyDictionary<string, long> Errors { get; init; } = new Dictionary<string, long>();

    /// <summary>The outcome differs from that of the last pass of its kind, or the last row is a quarter of an hour old.</summary>
    public bool RowIsDue
    {
        get
        {
            var state = store.State;
            if (state.Last(outcome.Pass) is not { } last || last.Result != outcome.Result || last.Mend != outcome.Mend)
                return state.Outbox.Count < MostWaitingParts;
            return state.Outbox.Count == 0 && !(outcome.At - state.LastRow < RowEvery);
        }
    }

    public async Task SaveAsync(DateTimeOffset? cursor, CancellationToken cancellationToken)
    {
        var last = new LastPass(outcome.At, outcome.Result, outcome.Mend);
        var isReconciliation = outcome.Pass == CollectionPass.Reconcile;
        var totals = store.State.Totals;
        var state = store.State with
        {
            Cursor = cursor,
            LastPass = isReconciliation ? store.State.LastPass : last,
            LastReconciliation = isReconciliation ? last : store.State.LastReconciliation,
            LastSuccess = outcome.IsGood && !isReconciliation ? outcome.At : store.State.LastSuccess,
            Totals = totals with
            {
                Passes = totals.Passes + 1,
                RowsRead = totals.RowsRead + outcome.RowsRead,
                Statements = totals.Statements + outcome.Statements,
                WarehouseSeconds = totals.WarehouseSeconds + outcome.WarehouseSeconds,
                Errors = EndpointErrors.Add(totals.Errors, Errors),
            },
        };
        state = await store.WithMemoryAsync(state, Memory, cancellationToken);
        await store.SaveAsync(RowIsDue ? await WithRowAsync(state, cancellationToken) : state, cancellationToken);
    }

    public async Task SweepWhenDueAsync(CancellationToken cancellationToken)
    {
        if (outcome.At - store.State.LastSweep < SweepEvery)
            return;
        await store.SweepAsync(cancellationToken);
        await store.SaveAsync(store.State with { LastSweep = outcome.At }, cancellationToken);
    }

    private async Task<CollectionState> WithRowAsync(CollectionState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new RecordLines();
        row.Add(CollectionRow.Of(outcome, state.LastSuccess), new LedgerEntry { Version = outcome.At.ToUnixTimeMilliseconds() });
        var blob = await store.WriteAsync("outbox", "jsonl", row.Seal(now), cancellationToken);
        return state with { LastRow = outcome.At, Outbox = [.. state.Outbox, new OutboxPart(blob, CollectionRow.Table, row.Count, now)] };
    }
}
