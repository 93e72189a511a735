using System.Globalization;
using DbxServerless.Simulator.Answers;
using DbxServerless.Simulator.SystemTables;
using DbxServerless.Simulator.Truths;

namespace DbxServerless.Simulator.Tests;

public sealed class TruthTests
{
    private static readonly AnswerCatalog Answers = new();

    public static TheoryData<int, int, int> Instants => new()
    {
        { 1, 4, 12 * 60 }, { 2, 5, 30 }, { 3, 3, 9 * 60 + 17 }, { 4, 2, 23 * 60 + 59 }, { 5, 5, 10 * 60 + 31 },
    };

    [Theory]
    [MemberData(nameof(Instants))]
    public void Windows_of_job_runs_equal_what_really_happened(int seed, int day, int minute)
    {
        var (tables, asOf) = At(seed, day, minute);
        var truth = new Truth(tables.History, asOf, tables.Options);
        var started = truth.JobRuns.Where(run => run.Start >= asOf.AddHours(-24)).ToList();
        var rows = Rows(tables, asOf, "job_runs", "runs").Where(row => row["job_label"] is null).ToList();
        rows.Where(row => row["state"] is not null).ToDictionary(row => (row["workspace_id"], row["state"]), row => row["runs"])
            .ShouldBe(started.GroupBy(run => ((string?)run.WorkspaceId, (string?)run.State)).ToDictionary(runs => runs.Key, runs => Text(runs.Count())), ignoreOrder: true);
        rows.Where(row => row["state"] is null).ToDictionary(row => row["workspace_id"]!, row => row["sla_misses"])
            .ShouldBe(started.GroupBy(run => run.WorkspaceId)
                .ToDictionary(runs => runs.Key, runs => Text(runs.Count(run => run.Seconds > (run.OwnSlaSeconds ?? 3600)))), ignoreOrder: true);
        Rows(tables, asOf, "job_runs", "task_retries").Where(row => row["job_label"] is null).Sum(row => long.Parse(row["retries"]!))
            .ShouldBe(started.Sum(run => run.Retries));
        started.ShouldContain(run => run.State == "RUNNING");

        var ended = truth.JobRuns.Where(run => run.End >= asOf.AddHours(-24) && run.End > run.Start);
        Medians(Rows(tables, asOf, "job_runs", "durations").Where(row => row["job_label"] is null))
            .ShouldBe(ended.GroupBy(run => run.WorkspaceId).ToDictionary(runs => runs.Key, runs => Median(runs.Select(run => run.Seconds))), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Instants))]
    public void Windows_of_pipeline_updates_equal_what_really_happened(int seed, int day, int minute)
    {
        var (tables, asOf) = At(seed, day, minute);
        var truth = new Truth(tables.History, asOf, tables.Options);
        var started = truth.PipelineUpdates.Where(update => update.Start >= asOf.AddHours(-24)).ToList();
        var rows = Rows(tables, asOf, "pipeline_updates", "updates").Where(row => row["pipeline_id"] is null).ToList();
        rows.Where(row => row["state"] is not null).ToDictionary(row => (row["workspace_id"], row["state"]), row => row["updates"])
            .ShouldBe(started.GroupBy(update => ((string?)update.WorkspaceId, (string?)update.State)).ToDictionary(group => group.Key, group => Text(group.Count())), ignoreOrder: true);
        rows.Where(row => row["state"] is null).Sum(row => long.Parse(row["retries"]!)).ShouldBe(started.Sum(update => update.Retries));
        Rows(tables, asOf, "pipeline_updates", "freshness").Where(row => row["pipeline_id"] is null)
            .ToDictionary(row => (row["workspace_id"]!, row["pipeline_type"]!), row => DateTimeOffset.Parse(row["newest_success"]!, CultureInfo.InvariantCulture))
            .ShouldBe(truth.NewestSuccess.ToDictionary(), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Instants))]
    public void Windows_of_queries_equal_what_really_happened(int seed, int day, int minute)
    {
        var (tables, asOf) = At(seed, day, minute);
        var truth = new Truth(tables.History, asOf, tables.Options);
        var running = Rows(tables, asOf, "notable_queries", "concurrency").Where(row => row["warehouse_id"] is null).ToDictionary(row => row["workspace_id"]!);
        foreach (var row in Rows(tables, asOf, "notable_queries", "queries").Where(row => row["warehouse_id"] is null))
        {
            var queries = truth.QueriesSince(row["workspace_id"]!, asOf.AddHours(-1));
            row["queries"].ShouldBe(Text(queries.Count));
            row["errors"].ShouldBe(Text(queries.Failed));
            running[row["workspace_id"]!]["most_running"].ShouldBe(Text(queries.MostAtOnce));
            double.Parse(row["p50"]!, CultureInfo.InvariantCulture).ShouldBe(Median(queries.Seconds), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Instants))]
    public void Usage_and_its_price_equal_what_really_happened(int seed, int day, int minute)
    {
        var (tables, asOf) = At(seed, day, minute);
        var truth = new Truth(tables.History, asOf, tables.Options);
        var rows = Rows(tables, asOf, "billing_usage", "usage_by_day").ToDictionary(row => (row["workspace_id"], row["sku_name"], row["usage_date"]));
        var used = truth.UsageSince(DateOnly.FromDateTime(asOf.AddDays(-29).UtcDateTime));
        used.Count.ShouldBe(rows.Count);
        foreach (var usage in used)
        {
            var row = rows[(usage.WorkspaceId ?? "account", usage.SkuName, usage.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
            decimal.Parse(row["dbus"]!, CultureInfo.InvariantCulture).ShouldBe(usage.Dbus);
            (row["cost"] is { } cost ? decimal.Parse(cost, CultureInfo.InvariantCulture) : (decimal?)null).ShouldBe(usage.CostUsd);
        }

        Rows(tables, asOf, "list_prices", "price_changes").ToDictionary(row => row["sku_name"]!, row => row["price_changes"])
            .ShouldBe(truth.PriceChangesSince(asOf.AddDays(-90)).ToDictionary(sku => sku.Key, sku => Text(sku.Value)), ignoreOrder: true);
    }

    private static (Tables Tables, DateTimeOffset AsOf) At(int seed, int day, int minute) =>
        (new Tables(seed, options: TableOptions.Prompt with { CutShortRuns = seed % 2 == 0 }), Tables.Start.AddDays(day).AddMinutes(minute));

    private static List<Dictionary<string, string?>> Rows(Tables tables, DateTimeOffset asOf, string dataset, string statement)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["as_of"] = asOf.ToString("O"),
            ["workspace_ids"] = null,
            ["sla_jobs"] = null,
            ["sla_tag"] = "sla_seconds",
            ["sla_seconds"] = "3600",
            ["price_currency"] = "USD",
            ["jobs_since"] = asOf.AddHours(-3).ToString("O"),
            ["pipelines_since"] = asOf.AddHours(-3).ToString("O"),
            ["queries_since"] = asOf.AddHours(-2).ToString("O"),
            ["billing_since"] = asOf.AddHours(-24).ToString("O"),
        };
        var result = Answers.Run($"/* dbxserverless:{dataset} */ /* {statement} */", new Reading(tables.Catalog, asOf, parameters));
        return [.. result.Rows.Select(result.Schema.Cells).Select(cells => result.Schema.Columns.Select((column, place) => (column.Name, cells[place]))
            .ToDictionary(cell => cell.Name, cell => cell.Item2))];
    }

    private static Dictionary<string, double> Medians(IEnumerable<Dictionary<string, string?>> rows) =>
        rows.ToDictionary(row => row["workspace_id"]!, row => Math.Round(double.Parse(row["p50"]!, CultureInfo.InvariantCulture), 6));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return Math.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, 6);
    }

    private static string? Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
