using System.Numerics;
using System.Runtime.CompilerServices;

namespace DbxServerless.Spark.Application;

/// <summary>
/// The distribution of a non-negative amount over many tasks, in bounded memory: counts in buckets whose width is
/// 1/64 of the power of two below. A quantile is at most 0.8 % off (values below 128 are exact, and so are minimum and maximum);
/// the order of the values does not matter. At most 3,712 buckets, in practice those between the smallest and the largest value.
/// </summary>
public sealed class QuantileSketch
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;

    private uint[] _counts = [];
    private int _offset;
    private long _zeros;

    internal const int MostBuckets = 3_712;

    internal int BucketCount => _counts.Length;

    internal QuantileSketch(long zeros = 0) => Count = _zeros = zeros;

    public long Count { get; private set; }

    public long Sum { get; private set; }

    public long Min { get; private set; }

    public long Max { get; private set; }

    public double Mean => Count == 0 ? 0 : (double)Sum / Count;

    /// <summary>The value at a rank between 0 and 1 (nearest rank); 0 when there are no values.</summary>
    public long Quantile(double rank)
    {
        if (Count == 0)
        {
            return 0;
        }

        var target = Math.Clamp((long)Math.Ceiling(rank * Count), 1, Count);
        if (target == Count)
        {
            return Max;
        }

        if (target == 1)
        {
            return Min;
        }

        var seen = _zeros;
        for (var i = 0; i < _counts.Length && seen < target; i++)
        {
            seen += _counts[i];
            if (seen >= target)
            {
                return Math.Clamp(Middle(_offset + i), Min, Max);
            }
        }

        return Min;
    }

    /// <summary>Negative values count as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(long value)
    {
        if (value <= 0)
        {
            _zeros++;
            Min = 0;
        }
        else
        {
            Min = Count == 0 ? value : Math.Min(Min, value);
            Max = Math.Max(Max, value);
            Sum += value;
            var bucket = Bucket(value) - _offset;
            if ((uint)bucket >= (uint)_counts.Length)
            {
                bucket = Widen(bucket + _offset);
            }

            _counts[bucket]++;
        }

        Count++;
    }

    private static int Bucket(long value)
    {
        var exponent = BitOperations.Log2((ulong)value);
        return exponent <= SubBits
            ? (int)value
            : ((exponent - SubBits) << SubBits) + (int)(value >> (exponent - SubBits));
    }

    private static long Middle(int bucket)
    {
        if (bucket < 2 * SubBuckets)
        {
            return bucket;
        }

        var shift = (bucket >> SubBits) - 1;
        var low = (long)(SubBuckets + (bucket & (SubBuckets - 1))) << shift;
        return low + ((1L << shift) >> 1);
    }

    private int Widen(int bucket)
    {
        if (_counts.Length == 0)
        {
            _offset = bucket;
            _counts = new uint[4];
            return 0;
        }

        var spare = _counts.Length / 2;
        var first = bucket < _offset ? Math.Max(0, bucket - spare) : _offset;
        var last = bucket < _offset ? _offset + _counts.Length : Math.Min(MostBuckets, bucket + 1 + spare);
        var wider = new uint[last - first];
        _counts.CopyTo(wider, _offset - first);
        (_counts, _offset) = (wider, first);
        return bucket - first;
    }
}
