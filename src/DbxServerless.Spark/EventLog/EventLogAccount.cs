namespace DbxServerless.Spark.EventLog;

/// <summary>What became of every line of a log.</summary>
public sealed class EventLogAccount
{
    private const int MostUnknown = 1000;
    private const string OtherUnknown = "(other)";

    private readonly Dictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private readonly List<string> _damage = [];

    /// <summary>Bytes after decompression.</summary>
    public long Bytes { get; internal set; }

    /// <summary>All lines, also empty ones.</summary>
    public long Lines { get; internal set; }

    public long EmptyLines { get; internal set; }

    /// <summary>
    /// Non-empty lines that are not a JSON object with an <c>Event</c>. A line whose event is of no interest
    /// is judged by its first and last characters. A cut last line is one of them.
    /// </summary>
    public long MalformedLines { get; internal set; }

    /// <summary>The last line is cut, or the last file ends before its compressed content does.</summary>
    public bool IsTruncated { get; internal set; }

    /// <summary>Lines longer than the limit, which were skipped.</summary>
    public long OversizedLines { get; internal set; }

    /// <summary>Events that were there already and were not counted again.</summary>
    public long DuplicateEvents { get; internal set; }

    /// <summary>Starts that came after what they start: the log is not in order. Nothing is lost by that.</summary>
    public long MisorderedEvents { get; internal set; }

    /// <summary>How many applications the log holds. More than one means that logs were joined; ids are then not unique.</summary>
    public int Applications { get; internal set; } = 1;

    /// <summary>Events that are not known, by name.</summary>
    public IReadOnlyDictionary<string, long> UnknownEvents => _unknown;

    /// <summary>A sentence for every file that ended early or was damaged.</summary>
    public IReadOnlyList<string> Damage => _damage;

    internal void AddUnknown(string name)
    {
        if (_unknown.Count >= MostUnknown && !_unknown.ContainsKey(name))
        {
            name = OtherUnknown;
        }

        _unknown[name] = _unknown.GetValueOrDefault(name) + 1;
    }

    internal void AddDamage(string sentence) => _damage.Add(sentence);
}
