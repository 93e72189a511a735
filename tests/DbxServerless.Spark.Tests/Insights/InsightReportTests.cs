using System.Text.Json;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Tests.Insights;

public sealed class InsightReportTests
{
    private static readonly InsightPrice Price = new() { Currency = "EUR", VmPerNodeHour = 0.4m };

    [Fact]
    public async Task Sorts_by_money_then_severity_and_sums_no_more_than_the_run_had()
    {
        var application = await TroubledAsync();
        var report = InsightReport.Of(application, price: Price);

        report.Broken.ShouldBeEmpty();
        report.Insights.Count.ShouldBeGreaterThan(2);
        report.Insights.Select(insight => insight.Amount ?? 0).ShouldBeInOrder(SortDirection.Descending);
        report.WastedCoreHours.ShouldBeInRange(0.01, report.TotalCoreHours);
        report.PricePerCoreHour.ShouldBe(0.1m);
        report.WastedAmount!.Value.ShouldBe((decimal)report.WastedCoreHours * 0.1m, 1e-9m);
        report.Basis.ShouldBe("estimated");
    }

    [Fact]
    public async Task Without_a_price_there_is_no_amount()
    {
        var report = InsightReport.Of(await TroubledAsync());

        report.Insights.ShouldAllBe(insight => insight.Amount == null);
        (report.Currency, report.Basis, report.WastedAmount).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task A_switched_off_rule_is_silent()
    {
        var report = InsightReport.Of(await TroubledAsync(), InsightSettings.Parse(["gc-pressure=off"]));

        report.Insights.ShouldNotContain(insight => insight.Rule.Id == "gc-pressure");
    }

    [Fact]
    public async Task A_rule_that_breaks_costs_only_its_own_findings()
    {
        var report = InsightReport.Of(await TroubledAsync(), [new Breaking(), InsightRules.Find("gc-pressure")!], InsightSettings.Default, null);

        report.Broken.ShouldBe(new Dictionary<string, string> { ["breaking"] = "why" });
        report.Insights.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Findings_beyond_the_limit_are_counted_and_the_worst_stay()
    {
        var log = new SparkLog().Executor("1");
        for (var i = 0; i < 5; i++)
        {
            log.Stage(i, i * 500_000, TaskSpec.Many(4, new TaskSpec { RunMs = 100_000, GcMs = 20_000 + (i * 1000) }));
        }

        var report = InsightReport.Of(await log.ReadAsync(), [InsightRules.Find("gc-pressure")!], new InsightSettings { MaxFindingsPerRule = 2 }, null);

        report.Insights.Select(insight => insight.Finding.Where.StageId).ShouldBe([4, 3]);
        report.Omitted.ShouldBe(new Dictionary<string, int> { ["gc-pressure"] = 3 });
    }

    [Fact]
    public async Task Findings_about_the_same_time_share_it()
    {
        var application = await new SparkLog().Executor("1", 1).Stage(0, 0, [new TaskSpec { RunMs = 3_600_000 }]).ReadAsync();
        var report = InsightReport.Of(application, [new Claiming("one", 3_000_000), new Claiming("two", 2_000_000)], InsightSettings.Default, null);

        report.Insights.Select(insight => insight.CoreHours!.Value).ShouldBe([3_000_000 / 3.6e6, 600_000 / 3.6e6]);
    }

    [Fact]
    public async Task Json_has_the_promised_names()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            InsightJson.Write(json, InsightReport.Of(await TroubledAsync(), price: Price));
            json.WriteEndObject();
        }

        var insights = JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("insights").EnumerateArray().ToList();
        var insight = insights.First(found => found.GetProperty("rule").GetString() == "gc-pressure");
        insight.EnumerateObject().Select(property => property.Name).ShouldBe(["rule", "severity", "title", "where", "evidence", "advice", "waste"]);
        insight.GetProperty("severity").GetString().ShouldBe("warning");
        insight.GetProperty("where").GetProperty("stageId").GetInt64().ShouldBe(1);
        insight.GetProperty("evidence")[0].EnumerateObject().Select(property => property.Name).ShouldBe(["name", "value", "unit", "threshold"]);
        var waste = insight.GetProperty("waste");
        waste.EnumerateObject().Select(property => property.Name).ShouldBe(["coreHours", "amount", "currency", "basis"]);
        waste.GetProperty("amount").GetDouble().ShouldBe(waste.GetProperty("coreHours").GetDouble() * 0.1, 1e-6);
        waste.GetProperty("currency").GetString().ShouldBe("EUR");
    }

    [Theory]
    [InlineData("nonsense=off", "'nonsense' is not in docs/insights.md")]
    [InlineData("gc-pressure.speed=3", "it has share, min-seconds")]
    [InlineData("gc-pressure.share=many", "gc-pressure.share=10")]
    [InlineData("gc-pressure", "gc-pressure=off")]
    public void A_wrong_setting_is_refused_with_its_mend(string entry, string mend) =>
        Should.Throw<InsightSettingsException>(() => InsightSettings.Parse([entry])).Message.ShouldContain(mend);

    private static Task<SparkApplication> TroubledAsync() => new SparkLog().Executor("1").Executor("2")
        .Stage(0, 0, [.. TaskSpec.Many(15, new TaskSpec { RunMs = 2000 }), new TaskSpec { RunMs = 60_000 }])
        .Stage(1, 70_000, TaskSpec.Many(16, new TaskSpec { RunMs = 30_000, GcMs = 9000 }))
        .Stage(2, 140_000, [.. TaskSpec.Many(8, new TaskSpec { RunMs = 5000 }), new TaskSpec { RunMs = 5000, Failure = "ExceptionFailure", ErrorClass = "a.B" }])
        .ReadAsync();

    private static RuleInfo Describe(string id) => new(id, id, Severity.Info) { LooksAt = "", Thresholds = [], Meaning = "", Cost = "", Mend = "" };

    private sealed class Breaking : InsightRule
    {
        public override RuleInfo Info { get; } = Describe("breaking");

        public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings) => throw new InvalidOperationException("why");
    }

    private sealed class Claiming(string id, long ms) : InsightRule
    {
        public override RuleInfo Info { get; } = Describe(id);

        public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings) =>
            [new Finding(Place.Application, "") { Waste = [WasteClaim.Of(WasteKind.Compute, application.Stages[0], ms)] }];
    }
}
