using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Testing.EventLogs;

namespace DbxServerless.EndToEnd.Tests;

public sealed class AnalyzeTests : IDisposable
{
    private const string Log =
        """
        {"Event":"SparkListenerLogStart","Spark Version":"3.5.0"}
        {"Event":"SparkListenerApplicationStart","App Name":"nightly","App ID":"app-1","Timestamp":1000,"User":"u"}
        {"Event":"SparkListenerJobStart","Job ID":0,"Submission Time":1100,"Stage Infos":[],"Stage IDs":[0],"Properties":{}}
        {"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":0,"Index":0,"Attempt":0,"Launch Time":1200,"Executor ID":"1","Host":"h","Locality":"ANY","Speculative":false,"Getting Result Time":0,"Finish Time":1500,"Failed":false,"Killed":false,"Accumulables":[]},"Task Metrics":{"Executor Run Time":290,"Executor CPU Time":100000000,"JVM GC Time":7,"Input Metrics":{"Bytes Read":4096,"Records Read":10}}}
        {"Event":"SparkListenerJobEnd","Job ID":0,"Completion Time":1600,"Job Result":{"Result":"JobSucceeded"}}
        {"Event":"SparkListenerApplicationEnd","Timestamp":2000}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_is_summed_as_text()
    {
        var analyzed = await Product.RunAsync("analyze", _folder.Write("log", Log));

        analyzed.ExitCode.ShouldBe(0, analyzed.Error);
        analyzed.Output.ShouldStartWith("nightly  app-1\n");
        analyzed.Output.ShouldMatch(@"(?m)^  Tasks +1$");
        analyzed.Output.ShouldMatch(@"(?m)^  Input +4 KiB, 10 records$");
        analyzed.Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_compressed_log_is_summed_as_JSON_into_a_file()
    {
        var log = Path.Combine(_folder.Path, "log.gz");
        await using (var gzip = new GZipStream(File.Create(log), CompressionMode.Compress))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Log));
        var file = Path.Combine(_folder.Path, "report.json");

        var analyzed = await Product.RunAsync("analyze", log, "--format", "json", "--output", file);

        analyzed.ExitCode.ShouldBe(0, analyzed.Error);
        analyzed.Output.ShouldBeEmpty();
        var report = JsonNode.Parse(File.ReadAllText(file))!;
        ((string)report["application"]!["name"]!).ShouldBe("nightly");
        ((long)report["application"]!["durationMs"]!).ShouldBe(1000);
        ((long)report["totals"]!["executorRunTimeMs"]!).ShouldBe(290);
        ((long)report["malformedLines"]!).ShouldBe(0);
        ((bool)report["truncated"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Several_logs_are_an_array_and_one_that_is_missing_does_not_hide_the_others()
    {
        var log = _folder.Write("log", Log);

        var two = await Product.RunAsync("analyze", log, log, "--format", "json");
        var one = await Product.RunAsync("analyze", log, Path.Combine(_folder.Path, "nowhere"), "--format", "json");

        two.ExitCode.ShouldBe(0);
        JsonNode.Parse(two.Output)!.AsArray().Count.ShouldBe(2);
        one.ExitCode.ShouldBe(1);
        one.ErrorLines.ShouldHaveSingleItem().ShouldContain("nowhere");
        JsonNode.Parse(one.Output)!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_baseline_tells_what_differs()
    {
        var before = _folder.Write("before", Log);
        var after = _folder.Write("after", Log.Replace("\"Spark Version\":\"3.5.0\"", "\"Spark Version\":\"4.0.0\""));

        var text = await Product.RunAsync("analyze", after, "--baseline", before);
        var json = await Product.RunAsync("analyze", after, "--baseline", before, "--format", "json");
        var missing = await Product.RunAsync("analyze", after, "--baseline", Path.Combine(_folder.Path, "nowhere"));

        text.Output.ShouldContain("runtime: The runtime is 4.0.0, in the baseline 3.5.0.");
        var change = JsonNode.Parse(json.Output)!["comparison"]!["changes"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)change["aspect"]!, (string)change["before"]!, (string)change["after"]!).ShouldBe(("runtime", "3.5.0", "4.0.0"));
        missing.ExitCode.ShouldBe(1);
        missing.ErrorLines.ShouldHaveSingleItem().ShouldContain("nowhere");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    public async Task A_price_that_is_none_is_a_sentence(string price)
    {
        var analyzed = await Product.RunAsync("analyze", _folder.Write("log", Log), "--vm-price", price);

        analyzed.ExitCode.ShouldNotBe(0);
        analyzed.ErrorLines.First().ShouldBe($"--vm-price is '{price}': give a number of at least 0, with a point, like 0.55.");
    }

    [Fact]
    public async Task What_is_no_log_is_a_sentence()
    {
        var empty = await Product.RunAsync("analyze", _folder.Write("empty", ""));
        var folder = await Product.RunAsync("analyze", Path.GetTempPath());

        foreach (var wrong in new[] { empty, folder })
        {
            wrong.ExitCode.ShouldBe(1);
            wrong.ErrorLines.ShouldHaveSingleItem();
            wrong.Output.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_log_has_the_totals_that_an_independent_program_computed()
    {
        // Real logs lie beside the repository where there are any; our own small one is always there.
        File.WriteAllText(Path.Combine(_folder.Path, "own.expected.json"), """{"totals":{"jobs":1,"tasks":1,"failedTasks":0,"executorRunTimeMs":290,"inputBytes":4096}}""");
        _folder.Write("own.eventlog.gz", Log);
        foreach (var expected in new[] { _folder.Path, RealLogFolder.Path }.OfType<string>().SelectMany(folder => Directory.EnumerateFiles(folder, "*.expected.json")))
        {
            var log = expected[..^".expected.json".Length];
            var analyzed = await Product.RunAsync("analyze", Directory.Exists(log) ? log : $"{log}.eventlog.gz", "--format", "json");

            analyzed.ExitCode.ShouldBe(0, analyzed.Error);
            var totals = JsonNode.Parse(analyzed.Output)!["totals"]!.AsObject();
            var compared = 0;
            foreach (var (name, value) in JsonNode.Parse(File.ReadAllText(expected))!["totals"]!.AsObject())
            {
                if (!totals.ContainsKey(name))
                    continue;
                ((long)totals[name]!).ShouldBe((long)value!, $"{name} of {Path.GetFileName(log)}");
                compared++;
            }

            compared.ShouldBeGreaterThan(3);
        }
    }
}
