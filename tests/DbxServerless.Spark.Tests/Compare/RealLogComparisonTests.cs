using System.IO.Compression;
using System.Text;
using DbxServerless.Spark.Compare;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Tests.EventLog;
using Xunit.Abstractions;

namespace DbxServerless.Spark.Tests.Compare;

public sealed class RealLogComparisonTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_real_log_differs_from_itself_in_nothing_and_its_fingerprint_is_small()
    {
        if (RealLogs.Paths.Count == 0)
        {
            output.WriteLine("Not run against real event logs: ../shared/eventlogs is absent.");
            return;
        }

        foreach (var (name, path) in RealLogs.Paths)
        {
            var fingerprint = Fingerprints.Of(await EventLogReader.ReadAsync(EventLogSource.Open(path)));
            var again = Fingerprints.Of(await EventLogReader.ReadAsync(EventLogSource.Open(path)));

            again.ToJson().ShouldBe(fingerprint.ToJson(), name);
            RunComparison.Of(again, fingerprint).Changes.ShouldBeEmpty(name);
            Encoding.UTF8.GetByteCount(fingerprint.ToJson()).ShouldBeLessThan(16_000, name);
        }
    }

    [Fact]
    public async Task What_is_changed_in_a_real_log_is_named_and_nothing_else()
    {
        if (!RealLogs.Paths.TryGetValue("dataproc-2.2-nds-q72", out var path))
        {
            output.WriteLine("Not run against real event logs: ../shared/eventlogs is absent.");
            return;
        }

        var baseline = Fingerprints.Of(await EventLogReader.ReadAsync(EventLogSource.Open(path)));
        var run = Fingerprints.Of(await ReadAsync(path, line => line
            .Replace("\"spark.sql.autoBroadcastJoinThreshold\":\"200m\"", "\"spark.sql.autoBroadcastJoinThreshold\":\"10m\"")
            .Replace("\"Spark Version\":\"3.5.3\"", "\"Spark Version\":\"3.5.1\"")));

        RunComparison.Of(run, baseline).Changes.Select(change => change.Text).ShouldBe(
        [
            "spark.sql.autoBroadcastJoinThreshold is 10m, in the baseline 200m.",
            "The runtime is 3.5.1, in the baseline 3.5.3.",
        ]);
    }

    private static async Task<DbxServerless.Spark.Application.SparkApplication> ReadAsync(string path, Func<string, string> change)
    {
        await using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var text = Encoding.UTF8.GetBytes(string.Join('\n', (await reader.ReadToEndAsync()).Split('\n').Select(change)));
        return await EventLogReader.ReadAsync(Reading.Source(text));
    }
}
