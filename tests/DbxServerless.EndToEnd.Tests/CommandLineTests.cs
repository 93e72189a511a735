using System.Text.RegularExpressions;
using DbxServerless.Collector.Datasets;
using DbxServerless.EndToEnd.Tests.Support;

namespace DbxServerless.EndToEnd.Tests;

public sealed partial class CommandLineTests
{
    private static readonly string[] Commands = ["demo", "check", "run", "list", "analyze", "docs"];

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await Product.RunAsync("--help");

        help.ExitCode.ShouldBe(0);
        foreach (var command in Commands)
            help.Output.ShouldMatch($@"(?m)^  {command}\s");
    }

    [Fact]
    public async Task Every_command_explains_itself()
    {
        foreach (var command in Commands)
        {
            var help = await Product.RunAsync(command, "--help");

            help.ExitCode.ShouldBe(0);
            help.Output.ShouldContain("Description:");
            help.Error.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("lisst")]
    [InlineData("list", "tables")]
    [InlineData("analyze")]
    [InlineData("analyze", "x", "--format", "yaml")]
    [InlineData("demo", "--port", "many")]
    [InlineData("demo", "--speed", "0")]
    [InlineData("demo", "--speed", "fast")]
    [InlineData("run", "--port", "70000")]
    [InlineData("run", "--colour")]
    public async Task A_wrong_command_line_is_exit_code_2_and_sentences_without_a_stack(params string[] arguments)
    {
        var wrong = await Product.RunAsync(arguments);

        wrong.ExitCode.ShouldBe(2);
        wrong.Output.ShouldBeEmpty();
        wrong.ErrorLines.Count.ShouldBeInRange(1, 3);
        wrong.Error.ShouldContain("--help");
        wrong.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("analyze x --vm-price", "--vm-price has no value: give a number, with a point, like 1.5.")]
    [InlineData("analyze x --dbu-price --", "--dbu-price has no value: give a number, with a point, like 1.5.")]
    [InlineData("analyze x --vm-price abc", "--vm-price is 'abc': give a number of at least 0, with a point, like 0.55.")]
    [InlineData("analyze x --vm-price 1 --vm-price 2", "--vm-price has 2 values: give it once.")]
    [InlineData("analyze x --format", "--format has no value: give one of html, json, text.")]
    [InlineData("analyze x --format yaml", "--format is 'yaml': give one of html, json, text.")]
    [InlineData("analyze x --output", "--output has no value: give the path of a file.")]
    [InlineData("analyze x --baseline", "--baseline has no value: give --baseline PATH.")]
    [InlineData("analyze", "PATH is missing. An event log: ")]
    [InlineData("docs", "FOLDER is missing. ")]
    [InlineData("demo --port many", "--port is 'many': give a whole number.")]
    [InlineData("demo --port 99999999999", "--port must be from 0 to 65535.")]
    [InlineData("demo --speed fast", "--speed is 'fast': give a number, with a point, like 1.5.")]
    [InlineData("demo --speed NaN", "--speed must be above 0 and at most 3600.")]
    [InlineData("demo --data", "--data has no value: give the path of a folder.")]
    [InlineData("simulate --port 65536", "--port must be from 0 to 65535.")]
    [InlineData("simulate --logs /Volumes/main/ops", "--logs is '/Volumes/main/ops': give a folder of DBFS, like dbfs:/cluster-logs, or of a volume, like /Volumes/main/ops/logs.")]
    [InlineData("log-delivery --days x", "--days is 'x': give a whole number.")]
    [InlineData("log-delivery --days 0", "--days must be 1 to 30.")]
    [InlineData("harvest --days 61", "--days must be from 1 to 60: Databricks keeps runs for 60 days.")]
    [InlineData("harvest --run", "--run has no value: give --run ID.")]
    [InlineData("reanalyze", "--since is missing: give a day, like 2026-03-01.")]
    [InlineData("reanalyze --since yesterday", "--since is 'yesterday': give a day, like 2026-03-01.")]
    [InlineData("run --colour", "'--colour' is not known to 'dbxserverless run'.")]
    [InlineData("lisst", "'lisst' is not known to 'dbxserverless'.")]
    [InlineData("list tables", "'tables' is not known to 'dbxserverless list'.")]
    public async Task A_wrong_command_line_is_told_in_one_sentence_with_what_to_give(string arguments, string sentence)
    {
        var wrong = await Product.RunAsync(arguments.Split(' '));

        wrong.ExitCode.ShouldBe(2);
        wrong.ErrorLines.Count.ShouldBe(2, wrong.Error);
        wrong.ErrorLines[0].ShouldStartWith(sentence);
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown_and_the_exit_code_is_2()
    {
        var nothing = await Product.RunAsync();

        nothing.ExitCode.ShouldBe(2);
        nothing.Error.ShouldContain("demo");
    }

    [Fact]
    public async Task A_command_without_its_subcommand_shows_its_help_and_the_exit_code_is_2()
    {
        var help = await Product.RunAsync("list");

        help.ExitCode.ShouldBe(2);
        help.Error.ShouldContain("Usage:");
        help.Error.ShouldContain("datasets");
    }

    [Fact]
    public async Task List_datasets_names_every_dataset_once()
    {
        var list = await Product.RunAsync("list", "datasets");

        list.ExitCode.ShouldBe(0);
        FirstColumn(list).ShouldBe(DatasetCatalog.Product.Datasets.Select(dataset => dataset.Info.Name));
    }

    [Fact]
    public async Task List_metrics_names_every_family_once()
    {
        var list = await Product.RunAsync("list", "metrics");

        list.ExitCode.ShouldBe(0);
        var listed = FirstColumn(list);
        listed.ShouldBeUnique();
        foreach (var family in DatasetCatalog.Product.Datasets.SelectMany(dataset => dataset.Families.Concat(dataset.CounterFamilies)))
            listed.ShouldContain(family.Name);
    }

    [Theory]
    [InlineData("list", "datasets")]
    [InlineData("list", "metrics")]
    [InlineData("--help")]
    public async Task Piped_output_holds_no_control_codes(params string[] arguments)
    {
        var piped = await Product.RunAsync(arguments);

        ControlCodes().IsMatch(piped.Output).ShouldBeFalse();
    }

    private static IReadOnlyList<string> FirstColumn(Finished list) =>
        [.. list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0])];

    [GeneratedRegex(@"[\x00-\x08\x0b-\x1f\x7f]")]
    private static partial Regex ControlCodes();
}
