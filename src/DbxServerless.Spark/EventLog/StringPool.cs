using System.Buffers.Binary;
using System.Text;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// One string for each distinct text that comes again and again (hosts, executor ids, metric names, property keys),
/// found by its UTF-8 bytes without making a string.
/// </summary>
/// <remarks>A table of its own: the generic collections, looked up by spans, are compiled at run time, which costs more than reading a small log.</remarks>
internal sealed class StringPool
{
    private const int LongestPooled = 200;
    private const int MostPooled = 100_000;

    private Entry?[] _buckets = new Entry?[1024];
    private int _count;

    public string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = Hash(utf8);
        for (var entry = _buckets[hash & (_buckets.Length - 1)]; entry is not null; entry = entry.Next)
        {
            if (entry.Hash == hash && utf8.SequenceEqual(entry.Utf8))
            {
                return entry.Text;
            }
        }

        var text = Encoding.UTF8.GetString(utf8);
        if (utf8.Length <= LongestPooled && _count < MostPooled)
        {
            Add(new Entry(hash, utf8.ToArray(), text));
        }

        return text;
    }

    private void Add(Entry entry)
    {
        if (_count++ == _buckets.Length)
        {
            var old = _buckets;
            _buckets = new Entry?[old.Length * 2];
            foreach (var first in old)
            {
                for (var moved = first; moved is not null;)
                {
                    var next = moved.Next;
                    Link(moved);
                    moved = next;
                }
            }
        }

        Link(entry);
    }

    private void Link(Entry entry)
    {
        ref var bucket = ref _buckets[entry.Hash & (_buckets.Length - 1)];
        entry.Next = bucket;
        bucket = entry;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var hash = (ulong)utf8.Length * Prime;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * Prime;
            hash ^= hash >> 32;
            utf8 = utf8[sizeof(ulong)..];
        }

        foreach (var octet in utf8)
        {
            hash = (hash ^ octet) * Prime;
        }

        return (int)(hash >> 32);
    }

    private sealed class Entry(int hash, byte[] utf8, string text)
    {
        public int Hash { get; } = hash;

        public byte[] Utf8 { get; } = utf8;

        public string Text { get; } = text;

        public Entry? Next { get; set; }
    }
}
