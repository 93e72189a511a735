using System.Buffers.Text;

namespace DbxServerless.Spark.EventLog;

/// <summary>Amounts of SQL metrics that are written as text.</summary>
internal static class MetricText
{
    /// <summary>Digits, a decimal, or a duration like <c>00:00:04.112</c>, which gives milliseconds.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var length) && length == text.Length)
        {
            return true;
        }

        if (Utf8Parser.TryParse(text, out TimeSpan duration, out length, 'c') && length == text.Length)
        {
            value = (long)duration.TotalMilliseconds;
            return true;
        }

        if (Utf8Parser.TryParse(text, out double number, out length) && length == text.Length && Math.Abs(number) < long.MaxValue)
        {
            value = (long)Math.Round(number);
            return true;
        }

        value = 0;
        return false;
    }
}
