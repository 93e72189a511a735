using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace DbxServerless.Spark.EventLog;

/// <summary>A key with its quotes and colon, laid out so that one comparison tells whether it stands somewhere.</summary>
internal readonly struct JsonKey
{
    private readonly Vector256<byte> _start;
    private readonly Vector256<byte> _mask;
    private readonly byte[] _text;

    public JsonKey(string key)
    {
        _text = Encoding.UTF8.GetBytes($"\"{key}\":");
        Span<byte> start = stackalloc byte[Vector256<byte>.Count];
        Span<byte> mask = stackalloc byte[Vector256<byte>.Count];
        start.Clear();
        mask.Clear();
        var length = Math.Min(_text.Length, start.Length);
        _text.AsSpan(0, length).CopyTo(start);
        mask[..length].Fill(0xff);
        _start = Vector256.Create<byte>(start);
        _mask = Vector256.Create<byte>(mask);
    }

    /// <summary>With the quotes and the colon.</summary>
    public int Length => _text.Length;

    /// <summary>Without them.</summary>
    public ReadOnlySpan<byte> Name => _text.AsSpan(1..^2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ReadOnlySpan<byte> text, int at)
    {
        if (at > text.Length - Vector256<byte>.Count)
        {
            return text[at..].StartsWith(_text);
        }

        var found = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at) & _mask;
        return found == _start && (_text.Length <= Vector256<byte>.Count || text[at..].StartsWith(_text));
    }
}
