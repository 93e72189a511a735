namespace DbxServerless.Collector.Metrics;

/// <summary>
/// Joins CRC-32 values: that of a text of two parts from those of its parts. Appending n bytes multiplies the first part's value, read as
/// a polynomial over GF(2), by x to the power of 8n, modulo the CRC's polynomial.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const uint One = 0x80000000;

    /// <summary>x to the powers 8, 16, 32 …: what 1, 2, 4 … bytes multiply by.</summary>
    private static readonly uint[] Powers = PowersOfX();

    public static uint Join(uint first, uint second, long secondLength)
    {
        var shift = One;
        for (var bit = 0; secondLength >> bit != 0; bit++)
        {
            if ((secondLength >> bit & 1) != 0)
                shift = Multiply(shift, Powers[bit]);
        }

        return Multiply(first, shift) ^ second;
    }

    // The highest bit is the coefficient of x to the power of 0.
    private static uint Multiply(uint left, uint right)
    {
        uint product = 0;
        for (; left != 0; left <<= 1)
        {
            if ((left & One) != 0)
                product ^= right;
            right = (right & 1) != 0 ? right >> 1 ^ Polynomial : right >> 1;
        }

        return product;
    }

    private static uint[] PowersOfX()
    {
        var powers = new uint[63];
        powers[0] = One >> 8;
        for (var power = 1; power < powers.Length; power++)
            powers[power] = Multiply(powers[power - 1], powers[power - 1]);
        return powers;
    }
}
