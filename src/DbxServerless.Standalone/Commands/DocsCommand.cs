using System.CommandLine;
using DbxServerless.Collector.Reference;
using DbxServerless.Spark.Insights;
using DbxServerless.Standalone.CommandLine;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>docs FOLDER</c>: writes the generated reference.</summary>
internal static class DocsCommand
{
    public static Command New()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Where the files go; docs in the product's sources." };
        var command = new Command("docs", "Writes the reference of datasets, metrics, tables, settings and insights, generated from the code.") { folder };
        command.SetAction(parsed =>
        {
            try
            {
                var path = parsed.GetRequiredValue(folder).FullName;
                string[] changed = [.. ReferenceFiles.WriteAll(path), .. InsightDocs.WriteAll(path)];
                Console.WriteLine(changed.Length == 0 ? "Nothing has changed." : $"Written: {string.Join(", ", changed)}");
            }
            catch (InvalidOperationException exception)
            {
                throw new CommandFailure(exception.Message, exception);
            }
        });
        return command;
    }
}
