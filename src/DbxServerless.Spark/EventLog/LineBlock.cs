namespace DbxServerless.Spark.EventLog;

/// <summary>A buffer of whole lines. Only the last line of a segment can lack its line feed.</summary>
internal sealed class LineBlock(int capacity)
{
    public byte[] Bytes { get; private set; } = new byte[capacity];

    /// <summary>How many bytes are valid lines.</summary>
    public int Length { get; set; }

    /// <summary>A line of the segment was longer than the limit and was dropped before this block's lines.</summary>
    public int OversizedLines { get; set; }

    /// <summary>Why the segment ended before its end, as a sentence, when it did.</summary>
    public string? Damage { get; set; }

    public void Clear()
    {
        Length = 0;
        OversizedLines = 0;
        Damage = null;
    }

    public void Grow(int keep, int capacity)
    {
        var larger = new byte[capacity];
        Bytes.AsSpan(0, keep).CopyTo(larger);
        Bytes = larger;
    }

    public void Shrink(int capacity)
    {
        if (Bytes.Length > capacity)
        {
            Bytes = new byte[capacity];
        }
    }
}
