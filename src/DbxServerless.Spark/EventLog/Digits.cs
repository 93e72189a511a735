using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>Decimal digits, eight at a time and without a branch for each: how many a number has cannot be foretold.</summary>
internal static class Digits
{
    /// <summary>Numbers of more digits may not fit.</summary>
    public const int Most = 18;

    private const int AtOnce = sizeof(ulong);

    /// <summary>10 to the power of 0 … <see cref="AtOnce"/>.</summary>
    private static readonly uint[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>The position behind the digits that begin at a position; that one when there are none.</summary>
    /// <param name="value">What they are worth; meaningless beyond <see cref="Most"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<byte> text, int at, out ulong value)
    {
        // Half of all numbers in a log are one digit.
        if (at + 1 < text.Length && IsDigit(text[at], out value) && !IsDigit(text[at + 1], out _))
        {
            return at + 1;
        }

        value = 0;
        var end = at + Most;
        while (at <= text.Length - AtOnce)
        {
            var count = ReadEight(BinaryPrimitives.ReadUInt64LittleEndian(text[at..]), out var part);
            value = value == 0 ? part : (value * Powers[count]) + part;
            at += count;
            if (count < AtOnce || at > end)
            {
                return at;
            }
        }

        while (at < text.Length && IsDigit(text[at], out var digit))
        {
            value = (value * 10) + digit;
            at++;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDigit(byte character, out ulong digit) => (digit = (uint)(character - '0')) <= 9;

    /// <summary>The digits at the start of eight characters, of which the first is in the lowest byte: their number and value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadEight(ulong characters, out ulong value)
    {
        var digits = characters ^ 0x3030_3030_3030_3030;
        var others = ((digits + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
        var count = BitOperations.TrailingZeroCount(others) >> 3;
        var half = (AtOnce - count) * 4;
        digits = digits << half << half; // zeros come in front; in two steps, because a shift by 64 does nothing
        digits = ((digits * 10) + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
        digits = ((digits * 100) + (digits >> 16)) & 0x0000_ffff_0000_ffff;
        value = ((digits * 10_000) + (digits >> 32)) & 0xffff_ffff;
        return count;
    }
}
