using System.Buffers;

namespace DbxServerless.Collector.Metrics;

/// <summary>Writes the lines that stand before a family's samples.</summary>
internal static class MetadataWriter
{
    private const string CounterSuffix = "_total";

    private static readonly string[] Units = ["seconds", "bytes", "ratio", "usd"];

    public static TextBlock Write(FamilyHeader family, TextFormat format)
    {
        var output = new ArrayBufferWriter<byte>(256);
        if (format == TextFormat.Prometheus)
        {
            Line(output, "# HELP ", family.Name, family.Help, escapeQuotes: false);
            Line(output, "# TYPE ", family.Name, TypeName(family.Type), escapeQuotes: false);
        }
        else
        {
            var name = OpenMetricsName(family.Name, family.Type);
            Line(output, "# TYPE ", name, family.Type == MetricType.Untyped ? "unknown" : TypeName(family.Type), escapeQuotes: false);
            if (UnitOf(name) is { } unit)
                Line(output, "# UNIT ", name, unit, escapeQuotes: false);
            Line(output, "# HELP ", name, family.Help, escapeQuotes: true);
        }

        return new TextBlock(output.WrittenMemory);
    }

    /// <summary>In OpenMetrics <c>_total</c> belongs to a counter's samples, not to its family.</summary>
    public static string OpenMetricsName(string name, MetricType type) =>
        type == MetricType.Counter && name.EndsWith(CounterSuffix, StringComparison.Ordinal) ? name[..^CounterSuffix.Length] : name;

    public static string TypeName(MetricType type) => type.ToString().ToLowerInvariant();

    /// <summary>The base unit with which the name ends, or null.</summary>
    public static string? UnitOf(string name) => Units.FirstOrDefault(unit => name.EndsWith($"_{unit}", StringComparison.Ordinal));

    private static void Line(ArrayBufferWriter<byte> output, string keyword, string name, string text, bool escapeQuotes)
    {
        SeriesWriter.WriteText(output, keyword);
        SeriesWriter.WriteText(output, name);
        output.Write(" "u8);
        SeriesWriter.WriteEscaped(output, text, escapeQuotes);
        output.Write("\n"u8);
    }
}
