using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DbxServerless.Collector.Collection;

/// <summary>What a dataset leaves from one pass over a scope to the next: one value, kept as packed JSON.</summary>
/// <param name="kept">What the last pass left; empty when there was none.</param>
internal sealed class PassMemory(ReadOnlyMemory<byte> kept)
{
    /// <summary>What this pass leaves, when it is other than what it found.</summary>
    public ReadOnlyMemory<byte>? Changed { get; private set; }

    /// <returns>What the last pass left, or null when there is nothing or it cannot be read: the dataset then begins anew.</returns>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (kept.IsEmpty)
            return null;
        try
        {
            using var stream = new GZipStream(new MemoryStream(kept.ToArray()), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(stream, type);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    public void Write<T>(T value, JsonTypeInfo<T> type)
        where T : class
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(stream, value, type);
        var content = packed.ToArray();
        // Not by ?: of null and an array: that would be an empty memory, and not none.
        if (content.AsSpan().SequenceEqual(kept.Span))
            Changed = null;
        else
            Changed = content;
    }
}
