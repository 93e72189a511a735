namespace DbxServerless.Spark.EventLog;

/// <summary>A buffer of whole lines. Only the last line of a segment can lack its line feed.</summary>
internal sealed class LineBlock(int capacity)
{
    private const int MostKept = 8; // times the usual size

    public byte[] Bytes { get; private set; } = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>How many bytes are lines.</summary>
    public int Length { get; set; }

    /// <summary>Lines that were longer than the limit and were dropped before this block's lines.</summary>
    public int OversizedLines { get; set; }

    /// <summary>Why the segment ended too early, as a sentence, when it did.</summary>
    public string? Damage { get; set; }

    /// <summary>Makes the block new. One that grew for a very long line shrinks again.</summary>
    public void Clear(int usualCapacity)
    {
        Length = 0;
        OversizedLines = 0;
        Damage = null;
        if (Bytes.Length > (long)usualCapacity * MostKept)
        {
            Bytes = GC.AllocateUninitializedArray<byte>(usualCapacity);
        }
    }

    /// <summary>Makes sure of the capacity of an empty block.</summary>
    public void Reserve(int capacity)
    {
        if (Bytes.Length < capacity)
        {
            Bytes = GC.AllocateUninitializedArray<byte>(capacity);
        }
    }

    public void Grow(int keep, int capacity)
    {
        var larger = GC.AllocateUninitializedArray<byte>(capacity);
        Bytes.AsSpan(0, keep).CopyTo(larger);
        Bytes = larger;
    }
}
