using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DbxServerless.Collector.Metrics;

/// <summary>Writes sample lines. Both text formats share them: bucket bounds are always written as <c>1.0</c>, not <c>1</c>.</summary>
internal static class SeriesWriter
{
    /// <summary><c>name{label="value"} </c>, the space included.</summary>
    public static void WriteSeries(
        IBufferWriter<byte> output, string name, IReadOnlyList<string> labels, IReadOnlyList<string> values, string? bound = null)
    {
        WriteText(output, name);
        var open = "{"u8;
        for (var label = 0; label < labels.Count; label++)
        {
            output.Write(open);
            WriteText(output, labels[label]);
            output.Write("=\""u8);
            WriteEscaped(output, values[label], quotes: true);
            output.Write("\""u8);
            open = ","u8;
        }

        if (bound is not null)
        {
            output.Write(open);
            output.Write("le=\""u8);
            WriteText(output, bound);
            output.Write("\""u8);
        }

        output.Write(labels.Count > 0 || bound is not null ? "} "u8 : " "u8);
    }

    /// <summary>The value and the end of the line.</summary>
    public static void WriteValue(IBufferWriter<byte> output, double value)
    {
        var span = output.GetSpan(33);
        int written;
        if (double.IsFinite(value))
            value.TryFormat(span, out written, default, CultureInfo.InvariantCulture);
        else
            written = Encoding.UTF8.GetBytes(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf", span);
        span[written] = (byte)'\n';
        output.Advance(written + 1);
    }

    public static void WriteCount(IBufferWriter<byte> output, long value)
    {
        var span = output.GetSpan(21);
        Utf8Formatter.TryFormat(value, span, out var written);
        span[written] = (byte)'\n';
        output.Advance(written + 1);
    }

    public static string Bound(double bound)
    {
        var text = bound.ToString(CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    /// <summary>Escapes backslash and line feed, and double quotes where the text stands in them.</summary>
    public static void WriteEscaped(IBufferWriter<byte> output, string text, bool quotes)
    {
        if (text.AsSpan().IndexOfAny('\\', '\n', '"') >= 0)
        {
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            if (quotes)
                text = text.Replace("\"", "\\\"", StringComparison.Ordinal);
        }

        WriteText(output, text);
    }

    public static void WriteText(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
