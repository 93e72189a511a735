using Azure;
using Azure.Data.Tables;

namespace DbxServerless.Azure.Storage;

/// <summary>
/// A value as a row of a storage table: its bytes, cut into properties of at most 64 KiB. A row takes 1 MiB, keys and names included.
/// </summary>
internal sealed class StateEntity : ITableEntity
{
    /// <summary>Bytes that fit.</summary>
    public const int MaxLength = PartLength * Parts;

    private const int PartLength = 65_536;
    private const int Parts = 15;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>A number of its own for each save: tells whether a save whose answer got lost was done after all.</summary>
    public Guid Save { get; set; }

    public byte[]? Part0 { get; set; }

    public byte[]? Part1 { get; set; }

    public byte[]? Part2 { get; set; }

    public byte[]? Part3 { get; set; }

    public byte[]? Part4 { get; set; }

    public byte[]? Part5 { get; set; }

    public byte[]? Part6 { get; set; }

    public byte[]? Part7 { get; set; }

    public byte[]? Part8 { get; set; }

    public byte[]? Part9 { get; set; }

    public byte[]? Part10 { get; set; }

    public byte[]? Part11 { get; set; }

    public byte[]? Part12 { get; set; }

    public byte[]? Part13 { get; set; }

    public byte[]? Part14 { get; set; }

    /// <exception cref="InvalidOperationException">The value does not fit into a row.</exception>
    public static StateEntity Of(string key, ReadOnlyMemory<byte> value)
    {
        if (value.Length > MaxLength)
        {
            throw new InvalidOperationException(
                $"The state '{key}' has {value.Length} bytes, and a row of a storage table takes {MaxLength}. " +
                "Collect fewer workspaces with this app, or switch off datasets with very many keys.");
        }

        byte[]? Part(int number) => number * PartLength < value.Length || number == 0
            ? value.Slice(number * PartLength, Math.Min(PartLength, value.Length - (number * PartLength))).ToArray()
            : null;

        return new StateEntity
        {
            PartitionKey = PartitionOf(key),
            RowKey = Row,
            Save = Guid.NewGuid(),
            Part0 = Part(0),
            Part1 = Part(1),
            Part2 = Part(2),
            Part3 = Part(3),
            Part4 = Part(4),
            Part5 = Part(5),
            Part6 = Part(6),
            Part7 = Part(7),
            Part8 = Part(8),
            Part9 = Part(9),
            Part10 = Part(10),
            Part11 = Part(11),
            Part12 = Part(12),
            Part13 = Part(13),
            Part14 = Part(14),
        };
    }

    public static string Row => "state";

    /// <summary>Each key has a partition of its own; <c>/</c> cannot be in one.</summary>
    public static string PartitionOf(string key) => StorageName.Check(key).Replace('/', '|');

    public byte[] ToValue()
    {
        byte[]?[] parts = [Part0, Part1, Part2, Part3, Part4, Part5, Part6, Part7, Part8, Part9, Part10, Part11, Part12, Part13, Part14];
        var value = new byte[parts.Sum(part => part?.Length ?? 0)];
        var at = 0;
        foreach (var part in parts.OfType<byte[]>())
        {
            part.CopyTo(value, at);
            at += part.Length;
        }

        return value;
    }
}
