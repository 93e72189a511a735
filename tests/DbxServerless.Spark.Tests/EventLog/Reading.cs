using System.IO.Compression;
using System.Text;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Report;

namespace DbxServerless.Spark.Tests.EventLog;

/// <summary>Reading of logs that are in memory.</summary>
internal static class Reading
{
    public static Task<SparkApplication> ReadAsync(this EventLogBuilder log, EventLogReadOptions? options = null) => ReadAsync(options, log.ToBytes());

    public static Task<SparkApplication> ReadAsync(EventLogReadOptions? options, params byte[][] segments) =>
        EventLogReader.ReadAsync(Source(segments), options ?? EventLogReadOptions.Default);

    public static EventLogSource Source(params byte[][] segments) => new(
        "a log in memory",
        [.. segments.Select((bytes, i) => new EventLogSegment($"segment {i}", _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes))))]);

    public static byte[] Gzip(byte[] plain)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return stream.ToArray();
    }

    public static string Json(this SparkApplication application)
    {
        using var stream = new MemoryStream();
        ApplicationJson.Write(stream, application);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
