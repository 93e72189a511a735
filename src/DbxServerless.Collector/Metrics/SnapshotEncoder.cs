using System.Buffers;
using System.Text;
using System.Text.Json;

namespace DbxServerless.Collector.Metrics;

/// <summary>Turns a snapshot into its blob: a header line and ready sample lines, so that whoever serves it only copies bytes.</summary>
internal static class SnapshotEncoder
{
    /// <exception cref="InvalidOperationException">A series occurs twice, or a sample does not fit its family.</exception>
    public static ReadOnlyMemory<byte> Encode(Snapshot snapshot)
    {
        var lines = new ArrayBufferWriter<byte>(Math.Max(256, snapshot.Samples.Count * 128));
        var families = new List<FamilyHeader>();
        foreach (var group in snapshot.Samples.GroupBy(sample => sample.Family.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var start = lines.WrittenCount;
            var timed = new List<TimedSeries>();
            var family = group.First().Family;
            Sample? previous = null;
            foreach (var sample in group.Order(SeriesOrder.Instance))
            {
                Refuse(snapshot, family, sample, previous);
                Write(lines, timed, sample);
                previous = sample;
            }

            families.Add(new FamilyHeader(family.Name, family.Type, family.Help, family.Names, lines.WrittenCount - start, timed));
        }

        var blob = new ArrayBufferWriter<byte>(lines.WrittenCount + 1024);
        using (var json = new Utf8JsonWriter(blob))
            JsonSerializer.Serialize(json, new SnapshotHeader(snapshot.Dataset, snapshot.Scope.ToString(), families), SnapshotJson.Default.SnapshotHeader);
        blob.Write("\n"u8);
        blob.Write(lines.WrittenSpan);
        return blob.WrittenMemory;
    }

    private static void Write(ArrayBufferWriter<byte> lines, List<TimedSeries> timed, Sample sample)
    {
        var family = sample.Family;
        if (sample.Distribution is { } distribution)
        {
            WriteHistogram(lines, family, sample.Labels, distribution);
        }
        else if (sample.Since is not null || sample.ValidUntil is not null)
        {
            var series = new ArrayBufferWriter<byte>(128);
            SeriesWriter.WriteSeries(series, family.Name, family.Labels, sample.Labels);
            timed.Add(new TimedSeries(Encoding.UTF8.GetString(series.WrittenSpan), sample.Since, sample.Value, sample.ValidUntil));
        }
        else
        {
            SeriesWriter.WriteSeries(lines, family.Name, family.Labels, sample.Labels);
            SeriesWriter.WriteValue(lines, sample.Value);
        }
    }

    private static void WriteHistogram(ArrayBufferWriter<byte> lines, MetricFamily family, IReadOnlyList<string> labels, Distribution distribution)
    {
        long count = 0;
        for (var bucket = 0; bucket < distribution.Observations.Count; bucket++)
        {
            count += distribution.Observations[bucket];
            var bound = bucket < family.Buckets.Count ? SeriesWriter.Bound(family.Buckets[bucket]) : "+Inf";
            SeriesWriter.WriteSeries(lines, family.Name + "_bucket", family.Labels, labels, bound);
            SeriesWriter.WriteCount(lines, count);
        }

        SeriesWriter.WriteSeries(lines, family.Name + "_sum", family.Labels, labels);
        SeriesWriter.WriteValue(lines, distribution.Sum);
        SeriesWriter.WriteSeries(lines, family.Name + "_count", family.Labels, labels);
        SeriesWriter.WriteCount(lines, count);
    }

    private static void Refuse(Snapshot snapshot, MetricFamily family, Sample sample, Sample? previous)
    {
        var series = $"{family.Name}{{{string.Join(", ", sample.Labels)}}} of the dataset '{snapshot.Dataset}' ({snapshot.Scope})";
        if (sample.Family.Type != family.Type || !sample.Family.Labels.SequenceEqual(family.Labels))
            throw new InvalidOperationException($"The family {family.Name} of the dataset '{snapshot.Dataset}' is declared twice, differently.");
        if (sample.Labels.Count != family.Labels.Count)
            throw new InvalidOperationException($"The series {series} has {sample.Labels.Count} label values for {family.Labels.Count} labels.");
        if (sample.Distribution?.Observations.Count != (family.Type == MetricType.Histogram ? family.Buckets.Count + 1 : null))
            throw new InvalidOperationException($"The series {series} does not have the buckets of its family.");
        if (previous is not null && SeriesOrder.Instance.Compare(previous, sample) == 0)
            throw new InvalidOperationException($"The series {series} occurs twice in one snapshot.");
    }

    private sealed class SeriesOrder : IComparer<Sample>
    {
        public static SeriesOrder Instance { get; } = new();

        public int Compare(Sample? x, Sample? y)
        {
            var (left, right) = (x!.Labels, y!.Labels);
            for (var label = 0; label < left.Count && label < right.Count; label++)
            {
                if (string.CompareOrdinal(left[label], right[label]) is not 0 and var order)
                    return order;
            }

            return left.Count.CompareTo(right.Count);
        }
    }
}
