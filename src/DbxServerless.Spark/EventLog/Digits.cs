using System.Numerics;
using System.Runtime.CompilerServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>Decimal digits, eight at a time and without a branch for each: how many a number has cannot be foretold.</summary>
internal static class Digits
{
    /// <summary>How many are read at once.</summary>
    public const int AtOnce = sizeof(ulong);

    /// <summary>10 to the power of 0 … <see cref="AtOnce"/>.</summary>
    private static readonly uint[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>The digits at the start of eight characters: their number, 0 to 8, and their value.</summary>
    /// <param name="characters">The first is in the lowest byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ulong characters, out ulong value)
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

    /// <summary>The number that <paramref name="count"/> more digits, which are worth <paramref name="value"/>, make of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Append(ulong number, int count, ulong value) => number == 0 ? value : (number * Powers[count]) + value;
}
