using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace DbxServerless.Spark.EventLog;

/// <summary>Which objects and arrays are open, a bit for each.</summary>
internal struct JsonNesting(int maxDepth)
{
    private const int Bits = 64;

    private ulong _outer;
    private ulong[]? _inner;

    public int Depth { get; private set; }

    /// <summary>True when the innermost is an object; false outside of all.</summary>
    public bool IsObject { get; private set; }

    public void Enter(bool isObject)
    {
        if (Depth >= maxDepth)
        {
            throw new JsonException($"JSON nests deeper than {maxDepth}.");
        }

        ref var bits = ref At(Depth);
        var bit = 1UL << (Depth % Bits);
        bits = isObject ? bits | bit : bits & ~bit;
        IsObject = isObject;
        Depth++;
    }

    public void Leave()
    {
        Depth--;
        IsObject = Depth > 0 && (At(Depth - 1) >> ((Depth - 1) % Bits) & 1) != 0;
    }

    [UnscopedRef]
    private ref ulong At(int depth)
    {
        if (depth < Bits)
        {
            return ref _outer;
        }

        _inner ??= new ulong[(maxDepth / Bits) + 1];
        return ref _inner[depth / Bits];
    }
}
