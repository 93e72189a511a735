namespace DbxServerless.Spark.EventLog;

/// <summary>One string for each distinct text that comes again and again: hosts, executor ids, metric names, property keys.</summary>
internal sealed class StringPool
{
    private const int LongestPooled = 200;
    private const int MostPooled = 100_000;

    private readonly HashSet<string> _strings = new(Utf8Keys.Comparer);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public StringPool() => _lookup = _strings.GetAlternateLookup<ReadOnlySpan<byte>>();

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (_lookup.TryGetValue(utf8, out var known))
        {
            return known;
        }

        var text = Utf8Keys.Comparer.Create(utf8);
        if (utf8.Length <= LongestPooled && _strings.Count < MostPooled)
        {
            _strings.Add(text);
        }

        return text;
    }
}
