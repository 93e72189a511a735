using System.Buffers;
using System.Text;

namespace DbxServerless.Collector.Metrics;

/// <summary>A sample line whose value is computed for each scrape.</summary>
internal sealed class TimedLine(TimedSeries timed)
{
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(timed.Series);

    /// <summary>Name and labels, without the space before the value.</summary>
    public ReadOnlyMemory<byte> Series => _prefix.AsMemory(0, _prefix.Length - 1);

    public void Write(IBufferWriter<byte> output, DateTimeOffset now)
    {
        output.Write(_prefix);
        SeriesWriter.WriteValue(output, timed.ValueAt(now));
    }
}
