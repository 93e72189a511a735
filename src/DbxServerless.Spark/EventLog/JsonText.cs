using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace DbxServerless.Spark.EventLog;

/// <summary>What is between the quotes of a JSON string.</summary>
internal static class JsonText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The position of the first quote, backslash or control character from a position on.</summary>
    /// <remarks>
    /// Written with vectors and not with <c>SearchValues</c>: those are compiled late, when a log is already half read.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlainEnd(ReadOnlySpan<byte> text, int at)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        while (at <= text.Length - Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref start, (nuint)at);
            var ends = Vector256.Equals(bytes, Vector256.Create((byte)'"'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1f)), bytes);
            var mask = ends.ExtractMostSignificantBits();
            if (mask != 0)
            {
                return at + BitOperations.TrailingZeroCount(mask);
            }

            at += Vector256<byte>.Count;
        }

        while (at < text.Length && text[at] is not ((byte)'"' or (byte)'\\' or < 0x20))
        {
            at++;
        }

        return at;
    }

    /// <summary>How long the escape is that begins with the backslash at a position; 0 when it is none.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text, int at)
    {
        if (at + 1 >= text.Length)
        {
            return 0;
        }

        return text[at + 1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 2,
            (byte)'u' => TryReadUnit(text, at, out _) ? 6 : 0,
            _ => 0,
        };
    }

    /// <summary>The text that a string stands for, whose escapes are known to be valid.</summary>
    /// <exception cref="JsonException">It is not UTF-8, or has half of a surrogate pair.</exception>
    public static string Unescape(ReadOnlySpan<byte> value)
    {
        var utf8 = new byte[value.Length]; // an escape is never shorter than what it stands for
        var length = 0;
        for (var at = 0; at < value.Length;)
        {
            if (value[at] != '\\')
            {
                utf8[length++] = value[at++];
            }
            else if (value[at + 1] != 'u')
            {
                utf8[length++] = Character(value[at + 1]);
                at += 2;
            }
            else
            {
                length += Scalar(value, ref at).EncodeToUtf8(utf8.AsSpan(length));
            }
        }

        try
        {
            return Strict.GetString(utf8, 0, length);
        }
        catch (DecoderFallbackException e)
        {
            throw new JsonException("A string is not valid UTF-8.", e);
        }
    }

    /// <summary>The character that one or two escapes stand for.</summary>
    private static Rune Scalar(ReadOnlySpan<byte> value, ref int at)
    {
        TryReadUnit(value, at, out var first);
        at += 6;
        if (Rune.TryCreate(first, out var scalar))
        {
            return scalar;
        }

        if (TryReadUnit(value, at, out var second) && Rune.TryCreate(first, second, out scalar))
        {
            at += 6;
            return scalar;
        }

        throw new JsonException("A string has half of a surrogate pair.");
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, int at, out char unit)
    {
        unit = '\0';
        if (at + 6 > text.Length || BinaryPrimitives.ReadUInt16BigEndian(text[at..]) != 0x5c75)
        {
            return false;
        }

        var isRead = Utf8Parser.TryParse(text.Slice(at + 2, 4), out ushort number, out var length, 'x') && length == 4;
        unit = (char)number;
        return isRead;
    }

    private static byte Character(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };
}
