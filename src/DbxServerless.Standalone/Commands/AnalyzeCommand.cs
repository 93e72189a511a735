using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Report;
using DbxServerless.Standalone.CommandLine;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>analyze PATH…</c>: Spark event logs, summed.</summary>
internal static class AnalyzeCommand
{
    private const string Text = "text";
    private const string Json = "json";

    public static Command New()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "An event log: a file (plain or .gz), or a folder with 'eventlog' and 'eventlog-*.gz' as Databricks delivers it.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format") { Description = "What to write.", DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Text, Json);
        var output = new Option<FileInfo?>("--output", "-o") { Description = "A file to write to instead of standard output.", HelpName = "FILE" };
        var command = new Command("analyze",
            "Reads Spark event logs in a stream and sums them: jobs, stages, tasks, time, data, failures.\n" +
            "Each PATH is one application. JSON is one object for one PATH and an array for several.")
        {
            paths, format, output,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(paths)!, parsed.GetValue(format)!, parsed.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string format, FileInfo? output, CancellationToken cancellationToken)
    {
        var applications = new List<SparkApplication>();
        foreach (var path in paths)
        {
            try
            {
                applications.Add(await EventLogReader.ReadAsync(EventLogSource.Open(path), cancellationToken));
            }
            catch (Exception exception) when (exception is EventLogException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
            }
        }

        if (applications.Count > 0)
        {
            // Written whole or not at all: a result that cannot be made leaves no file behind.
            using var result = new MemoryStream();
            if (format == Json)
                WriteJson(result, applications, isArray: paths.Length > 1);
            else
                WriteText(result, applications);
            result.Position = 0;
            await using var target = output is null ? Console.OpenStandardOutput() : output.Create();
            await result.CopyToAsync(target, cancellationToken);
        }

        return applications.Count == paths.Length ? ExitCode.Success : ExitCode.Failure;
    }

    private static void WriteJson(Stream result, IReadOnlyList<SparkApplication> applications, bool isArray)
    {
        if (!isArray)
        {
            ApplicationJson.Write(result, applications[0]);
        }
        else
        {
            using var json = new Utf8JsonWriter(result, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            json.WriteStartArray();
            foreach (var application in applications)
                ApplicationJson.Write(json, application);
            json.WriteEndArray();
        }

        result.WriteByte((byte)'\n');
    }

    private static void WriteText(Stream result, IReadOnlyList<SparkApplication> applications)
    {
        using var writer = new StreamWriter(result, leaveOpen: true) { NewLine = "\n" };
        for (var i = 0; i < applications.Count; i++)
        {
            if (i > 0)
                writer.WriteLine();
            ApplicationText.Write(writer, applications[i]);
        }
    }
}
