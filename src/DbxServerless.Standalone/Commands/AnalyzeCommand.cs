using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Compare;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Insights;
using DbxServerless.Spark.Report;
using DbxServerless.Standalone.CommandLine;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>analyze PATH…</c>: Spark event logs, summed and judged.</summary>
internal static class AnalyzeCommand
{
    private const string Text = "text";
    private const string Json = "json";
    private const string Html = "html";

    public static Command New()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "An event log: a file (plain or .gz), or a folder with 'eventlog' and 'eventlog-*.gz' as Databricks delivers it.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format") { Description = "What to write; html needs --output.", DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Text, Json, Html);
        var output = new Option<FileInfo?>("--output", "-o") { Description = "A file to write to instead of standard output.", HelpName = "FILE" };
        var baseline = new Option<string?>("--baseline") { Description = "An event log of another run of the same work: says why PATH was slower or costlier.", HelpName = "PATH" };
        var prices = new AnalyzePrices();
        var command = new Command("analyze",
            "Reads Spark event logs in a stream, sums them (jobs, stages, tasks, time, data, failures) and says what to change and what it is worth.\n" +
            "Each PATH is one application. JSON is one object for one PATH and an array for several; HTML is one file for one PATH.")
        {
            paths, format, output, baseline,
        };
        foreach (var price in prices.Options)
            command.Options.Add(price);
        command.Validators.Add(result =>
        {
            if (result.GetResult(format)?.Tokens is not [{ Value: Html }])
                return;
            if (result.GetResult(output) is null)
                result.AddError("--format html writes a file: add --output report.html.");
            if (result.GetResult(paths)?.Tokens.Count > 1)
                result.AddError("--format html takes one PATH: call analyze once for each log.");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(baseline) is not null && result.GetResult(paths)?.Tokens.Count > 1)
                result.AddError("--baseline takes one PATH: call analyze once for each log.");
        });
        command.SetAction(parsed =>
            Run(parsed.GetValue(paths)!, parsed.GetValue(baseline), parsed.GetValue(format)!, parsed.GetValue(output), prices.Read(parsed)));
        return command;
    }

    private static int Run(string[] paths, string? baseline, string format, FileInfo? output, InsightPrice? price)
    {
        ColdStart.Begin();
        var before = baseline is null ? null : TryRead(baseline);
        if (baseline is not null && before is null)
            return ExitCode.Failure;
        var analyses = new List<Analysis>();
        foreach (var path in paths)
        {
            if (TryRead(path) is { } application)
            {
                var comparison = before is null ? null : RunComparison.Of(Fingerprints.Of(application), Fingerprints.Of(before));
                analyses.Add(new Analysis(application, InsightReport.Of(application, price: price), comparison));
            }
        }

        if (format == Text && output is null)
        {
            WriteText(Console.Out, analyses, Console.IsOutputRedirected);
        }
        else if (analyses.Count > 0)
        {
            // Written whole or not at all: a result that cannot be made leaves no file behind.
            using var result = new MemoryStream();
            if (format == Json)
                WriteJson(result, analyses, isArray: paths.Length > 1);
            else if (format == Html)
                HtmlReport.Write(result, analyses[0].Application, analyses[0].Insights, analyses[0].Comparison);
            else
                WriteText(result, analyses);
            result.Position = 0;
            using var target = output is null ? Console.OpenStandardOutput() : output.Create();
            result.CopyTo(target);
        }

        if (format == Json && analyses.Select(analysis => analysis.Insights.PriceProblem).FirstOrDefault(problem => problem is not null) is { } missing)
            Console.Error.WriteLine(missing);
        return analyses.Count == paths.Length ? ExitCode.Success : ExitCode.Failure;
    }

    // One log that cannot be read does not hide the others.
    private static SparkApplication? TryRead(string path)
    {
        try
        {
            return EventLogReader.Read(EventLogSource.Open(path));
        }
        catch (Exception exception) when (exception is EventLogException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return null;
        }
    }

    private static void WriteComparison(TextWriter writer, RunComparison? comparison)
    {
        if (comparison is null)
            return;
        writer.WriteLine();
        writer.WriteLine("Against the baseline");
        foreach (var line in ComparisonText.Lines(comparison))
            writer.WriteLine($"  {line}");
    }

    private static void WriteJson(Stream result, List<Analysis> analyses, bool isArray)
    {
        if (!isArray)
        {
            ApplicationJson.Write(result, analyses[0].Application, analyses[0].Insights, analyses[0].Comparison);
        }
        else
        {
            using var json = new Utf8JsonWriter(result, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            json.WriteStartArray();
            foreach (var analysis in analyses)
                ApplicationJson.Write(json, analysis.Application, analysis.Insights);
            json.WriteEndArray();
        }

        result.WriteByte((byte)'\n');
    }

    private static void WriteText(Stream result, List<Analysis> analyses)
    {
        using var writer = new StreamWriter(result, leaveOpen: true);
        WriteText(writer, analyses, isPlain: true);
    }

    private static void WriteText(TextWriter writer, List<Analysis> analyses, bool isPlain)
    {
        writer.NewLine = "\n";
        for (var i = 0; i < analyses.Count; i++)
        {
            if (i > 0)
                writer.WriteLine();
            ApplicationText.Write(writer, analyses[i].Application);
            WriteComparison(writer, analyses[i].Comparison);
            InsightTable.Write(writer, analyses[i].Insights, isPlain);
        }
    }

    private sealed record Analysis(SparkApplication Application, InsightReport Insights, RunComparison? Comparison);
}
