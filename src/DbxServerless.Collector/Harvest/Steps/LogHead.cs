using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>What the first line of a log file tells about the file.</summary>
/// <param name="Identity">The same for as long as the file only grows.</param>
/// <param name="Rollover">How many files came before it; null when it does not say.</param>
internal sealed partial record LogHead(string Identity, int? Rollover)
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int Bytes = 256;

    public static LogHead Of(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        var line = end < 0 ? head : head[..end];
        var rollover = RolloverNumber().Match(Encoding.UTF8.GetString(line));
        return new LogHead(
            Convert.ToHexStringLower(SHA256.HashData(line).AsSpan(0, 8)),
            rollover.Success ? int.Parse(rollover.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null);
    }

    [GeneratedRegex("\"Rollover Number\"\\s*:\\s*(\\d{1,6})")]
    private static partial Regex RolloverNumber();
}
