using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Collection.Ledger;

/// <summary>
/// What of a dataset was committed, by event day (a state dataset has a single partition). Partitions are read when they are first needed
/// and only changed ones are written again.
/// </summary>
/// <param name="kind">Events or state.</param>
/// <param name="read">Reads a day's stored partition.</param>
internal sealed class RecordLedger(DatasetKind kind, Func<int, CancellationToken, Task<LedgerPartition>> read)
{
    private readonly Dictionary<int, LedgerPartition> _partitions = [];
    private readonly HashSet<int> _loaded = [];
    private readonly List<LedgerNote> _notes = [];
    private readonly int[] _neighbours = kind == DatasetKind.State ? [0] : [0, -1, 1];

    /// <summary>Changes that are in no commit yet, in order.</summary>
    public IReadOnlyList<LedgerNote> Notes => _notes;

    /// <summary>The partition of an event time: its day number, or 0 for state.</summary>
    public int DayOf(DateTimeOffset eventTime) => kind == DatasetKind.State ? 0 : DateOnly.FromDateTime(eventTime.UtcDateTime).DayNumber;

    /// <summary>Reads what <see cref="Find"/> needs for a day.</summary>
    public ValueTask LoadAsync(int day, CancellationToken cancellationToken) =>
        _loaded.Contains(day) ? ValueTask.CompletedTask : ReadAsync(day, cancellationToken);

    /// <summary>Finds a key on its day, or on a neighbouring one: the event time of a run that is still told may move a little.</summary>
    public (int Day, LedgerEntry Entry)? Find(UInt128 id, int day)
    {
        foreach (var distance in _neighbours)
        {
            if (_partitions[day + distance].Find(id) is { } entry)
                return (day + distance, entry);
        }

        return null;
    }

    /// <summary>Remembers an entry on its day, and forgets it on the day where it was.</summary>
    public void Put(UInt128 id, int day, LedgerEntry entry, int? formerDay)
    {
        if (formerDay is { } former && former != day)
            Set(new LedgerNote(former, id, null));
        Set(new LedgerNote(day, id, entry));

        void Set(LedgerNote note)
        {
            _partitions[note.Day].Set(note.Id, note.Entry);
            _notes.Add(note);
        }
    }

    /// <summary>The notes are in a commit.</summary>
    public void NotesCommitted() => _notes.Clear();

    /// <summary>Takes up changes that an earlier pass committed as notes and did not come to write into partitions.</summary>
    public async Task ReplayAsync(IEnumerable<LedgerNote> notes, CancellationToken cancellationToken)
    {
        foreach (var note in notes)
        {
            await LoadAsync(note.Day, cancellationToken);
            _partitions[note.Day].Set(note.Id, note.Entry);
        }
    }

    /// <summary>The changed partitions as they are to be stored, by day; empty ones have nothing left.</summary>
    /// <param name="forgetBefore">State that was last sent before is forgotten.</param>
    public IEnumerable<(int Day, ReadOnlyMemory<byte> Content)> Changed(DateTimeOffset forgetBefore)
    {
        var oldest = forgetBefore.ToUnixTimeMilliseconds();
        foreach (var (day, partition) in _partitions)
        {
            if (partition.IsChanged)
                yield return (day, partition.Write(entry => kind == DatasetKind.Events || entry.Version >= oldest));
        }
    }

    private async ValueTask ReadAsync(int day, CancellationToken cancellationToken)
    {
        foreach (var distance in _neighbours)
        {
            if (!_partitions.ContainsKey(day + distance))
                _partitions.Add(day + distance, await read(day + distance, cancellationToken));
        }

        _loaded.Add(day);
    }
}
