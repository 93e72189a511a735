namespace DbxServerless.Simulator.History;

/// <summary>Random numbers that depend on nothing but the seed and the place they are drawn for, on every machine (SplitMix64).</summary>
internal sealed class SeededRandom
{
    private ulong _state;

    public SeededRandom(ulong state) => _state = state;

    /// <summary>A source of its own for each place.</summary>
    public static SeededRandom For(int seed, params ReadOnlySpan<string> place) => new(Hash(seed, place));

    /// <summary>A number of 15 digits, as Databricks ids have.</summary>
    public static string Id(int seed, params ReadOnlySpan<string> place) => (100_000_000_000_000 + Hash(seed, place) % 900_000_000_000_000).ToString();

    public static string Guid(int seed, params ReadOnlySpan<string> place)
    {
        var random = new SeededRandom(Hash(seed, place));
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, random.NextBits());
        BitConverter.TryWriteBytes(bytes[8..], random.NextBits());
        return new Guid(bytes).ToString();
    }

    /// <summary>Lower-case hexadecimal digits, at most 16.</summary>
    public static string Hex(int seed, int digits, params ReadOnlySpan<string> place) => Mix(Hash(seed, place)).ToString("x16")[..digits];

    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A whole number from <paramref name="from"/> to below <paramref name="below"/>.</summary>
    public int Next(int from, int below) => from + (int)(NextDouble() * (below - from));

    public double Between(double from, double to) => from + NextDouble() * (to - from);

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(0, items.Count)];

    /// <summary>A factor around 1, seldom far from it and never below 0.2.</summary>
    public double Around(double spread) => Math.Max(0.2, 1 + spread * Normal());

    /// <summary>Whole milliseconds, because that is what the tables show.</summary>
    public TimeSpan Time(TimeSpan from, TimeSpan to) => TimeSpan.FromMilliseconds(Math.Round(Between(from.TotalMilliseconds, to.TotalMilliseconds)));

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Hash(int seed, ReadOnlySpan<string> place)
    {
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var part in place)
        {
            foreach (var character in part)
                hash = (hash ^ character) * 1099511628211;
            hash = (hash ^ 0x1F) * 1099511628211;
        }

        return Mix(hash);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
