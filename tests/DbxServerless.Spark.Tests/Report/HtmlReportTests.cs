using System.Xml.Linq;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Compare;
using DbxServerless.Spark.Insights;
using DbxServerless.Spark.Report;
using DbxServerless.Spark.Tests.EventLog;

namespace DbxServerless.Spark.Tests.Report;

public sealed class HtmlReportTests
{
    private const string Hostile = "</title><script>alert('x')</script> \" onload=\"alert(1) \u0001 & https://evil.example";

    [Fact]
    public async Task Is_one_well_formed_page_with_insights_timeline_stages_and_plans()
    {
        var application = await new SparkLog().Executor("1").Executor("2")
            .Stage(0, 1000, TaskSpec.Many(8, new TaskSpec { RunMs = 60_000 }), sql: 3, failure: "lost")
            .Query(3, 500, 100_000, PlanSpec.Node("Project", PlanSpec.Node("SortMergeJoin", PlanSpec.Node("Scan a"), PlanSpec.Node("Scan b"))))
            .ReadAsync();

        var page = Parse(Write(application));

        Sections(page).ShouldBe(["insights", "timeline", "stages", "sql"]);
        ById(page, "stage-0-0").Elements().First().Value.ShouldBe("0.0");
        ById(page, "sql-3").Descendants("strong").Select(name => name.Value).ShouldBe(["3", "Project", "SortMergeJoin", "Scan a", "Scan b"]);
        ById(page, "timeline").Descendants("h3").Select(title => title.Value).ShouldBe(["Executors", "Jobs", "Stages"]);
    }

    [Fact]
    public async Task Insights_stand_in_the_order_of_the_report_with_their_evidence_advice_and_price()
    {
        var application = await new SparkLog().Executor("1").Executor("2").Stage(0, 1000, TaskSpec.Many(1, new TaskSpec { RunMs = 600_000 })).ReadAsync();
        var report = InsightReport.Of(application, price: new InsightPrice { Currency = "EUR", VmPerNodeHour = 4 });
        report.Insights.ShouldNotBeEmpty();

        var articles = ById(Parse(Write(application, report)), "insights").Elements("article").ToList();

        articles.Select(article => article.Elements("p").Last().Value).ShouldBe(report.Insights.Select(insight => insight.Rule.Id));
        for (var i = 0; i < articles.Count; i++)
        {
            articles[i].Value.ShouldContain(report.Insights[i].Finding.Advice);
            articles[i].Descendants("li").Select(item => item.Value).ShouldBe(report.Insights[i].Finding.Evidence.Select(InsightText.Evidence));
            articles[i].Value.Contains("EUR", StringComparison.Ordinal).ShouldBe(report.Insights[i].Amount is not null);
        }
    }

    [Fact]
    public async Task Hostile_names_stay_text()
    {
        var application = await new EventLogBuilder().ApplicationStart(id: Hostile).ExecutorAdded("1", host: Hostile)
            .JobStart(0, [0], properties: ("spark.job.description", Hostile)).StageSubmitted(0).TaskEnd(new(1)).StageCompleted(0).JobEnd(0)
            .SqlStart(0, EventLogBuilder.PlanNode(Hostile, [(Hostile, 7, "sum")])).DriverUpdates(0, (7, 5)).SqlEnd(0, error: Hostile)
            .ExecutorRemoved("1", Hostile, 9000).ReadAsync();

        var text = Write(application);
        var page = Parse(text);

        page.Descendants("script").Count().ShouldBe(1);
        page.Descendants().Attributes().ShouldAllBe(attribute => !attribute.Name.LocalName.StartsWith("on"));
        text.ShouldNotContain("<script>alert");
        text.ShouldNotContain('\u0001');
        ById(page, "sql-0").Value.ShouldContain("<script>alert('x')</script>");
    }

    [Fact]
    public async Task Needs_nothing_from_elsewhere()
    {
        var page = Parse(Write(await new EventLogBuilder().ApplicationStart().StageSubmitted(0).TaskEnd(new(1)).StageCompleted(0).ReadAsync()));

        page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href" or "srcset" or "action")
            .ShouldAllBe(attribute => attribute.Value.StartsWith('#'));
        page.Descendants("link").ShouldBeEmpty();
        foreach (var code in page.Descendants().Where(element => element.Name.LocalName is "style" or "script"))
        {
            code.Value.ShouldNotContain("://");
            code.Value.ShouldNotContain("@import");
            code.Value.ShouldNotContain("url(");
        }
    }

    [Fact]
    public async Task Thousands_of_stages_and_queries_are_folded_and_the_page_says_so()
    {
        var log = new EventLogBuilder().ApplicationStart();
        for (var i = 0; i < 3000; i++)
        {
            log.SqlStart(i).StageSubmitted(i, 2000 + i).TaskEnd(new(i, i)).StageCompleted(i, 2000 + i, 3000 + i).SqlEnd(i);
        }

        var text = Write(await log.ReadAsync());
        var page = Parse(text);

        text.Length.ShouldBeLessThan(3_000_000);
        ById(page, "stages").Descendants("tbody").Single().Elements().Count().ShouldBe(500);
        ById(page, "timeline").Descendants("g").Count().ShouldBeLessThanOrEqualTo(120);
        Folds(page, "timeline").ShouldContain(fold => fold.Contains("of 3,000 stages"));
        Folds(page, "stages").ShouldHaveSingleItem().ShouldContain("500 of 3,000");
        Folds(page, "sql").ShouldContain(fold => fold.Contains("100 of 3,000"));
    }

    [Fact]
    public async Task What_failed_is_never_folded_away_however_short()
    {
        var log = new EventLogBuilder().ApplicationStart().ExecutorAdded("1");
        for (var i = 0; i < 600; i++)
        {
            log.SqlStart(i, time: 1500).JobStart(i, [i], properties: ("spark.sql.execution.id", $"{i}")).StageSubmitted(i, 2000)
                .TaskEnd(new(i, i) { Duration = i == 7 ? 6 : 100 }).StageCompleted(i, 2000, i == 7 ? 2001 : 9000, failure: i == 7 ? "broken" : null)
                .JobEnd(i, i == 7 ? 2002 : 9000, i == 7 ? "JobFailed" : "JobSucceeded").SqlEnd(i, i == 7 ? 2003 : 9500, i == 7 ? "broken" : "");
        }

        var application = await log.ReadAsync();
        var page = Parse(Write(application, InsightReport.Of(application)));

        ById(page, "stage-7-0").ShouldNotBeNull();
        ById(page, "sql-7").ShouldNotBeNull();
        ById(page, "timeline").Descendants("rect").Count(bar => bar.Attribute("class")!.Value == "failed").ShouldBe(2);
    }

    [Fact]
    public async Task A_comparison_stands_before_the_insights()
    {
        var usual = await Run("15.4.x-scala2.12");
        var run = await Run("16.4.x-scala2.12");
        using var stream = new MemoryStream();
        HtmlReport.Write(stream, run, InsightReport.Of(run), RunComparison.Of(Fingerprints.Of(run), Fingerprints.Of(usual)));

        var page = Parse(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
        Sections(page).First().ShouldBe("comparison");
        ById(page, "comparison").Descendants("tbody").Single().Value.ShouldContain("16.4.x-scala2.12");

        static Task<SparkApplication> Run(string runtime) =>
            new SparkLog().OnDatabricks(runtime).Executor("1").Stage(0, 0, TaskSpec.Many(4, new TaskSpec { RunMs = 1000 })).ReadAsync();
    }

    [Fact]
    public async Task A_deep_plan_is_folded()
    {
        var plan = EventLogBuilder.PlanNode("Leaf");
        for (var i = 0; i < 15; i++)
        {
            plan = EventLogBuilder.PlanNode("Union", null, plan, EventLogBuilder.PlanNode("Scan"));
        }

        var page = Parse(Write(await new EventLogBuilder().ApplicationStart()
            .SqlStart(0, EventLogBuilder.PlanNode("Union", null, [.. Enumerable.Range(0, 20).Select(_ => plan.DeepClone().AsObject())])).SqlEnd(0).ReadAsync()));

        ById(page, "sql").Descendants("li").Count(item => item.Elements("div").Any()).ShouldBe(300);
        Folds(page, "sql").ShouldHaveSingleItem().ShouldStartWith("321 more operators");
    }

    [Fact]
    public async Task A_log_without_anything_still_makes_a_page()
    {
        var page = Parse(Write(await new EventLogBuilder().ApplicationStart().ReadAsync()));

        Sections(page).ShouldBe(["insights", "timeline", "stages"]);
    }

    private static string Write(SparkApplication application, InsightReport? report = null)
    {
        var text = new StringWriter();
        HtmlReport.Write(text, application, report ?? InsightReport.Of(application));
        return text.ToString();
    }

    private static XDocument Parse(string html)
    {
        html.ShouldStartWith("<!DOCTYPE html>\n");
        return XDocument.Parse(html);
    }

    private static XElement ById(XDocument page, string id) => page.Descendants().Single(element => (string?)element.Attribute("id") == id);

    private static List<string?> Sections(XDocument page) => page.Descendants("section").Select(section => (string?)section.Attribute("id")).ToList();

    private static List<string> Folds(XDocument page, string section) =>
        ById(page, section).Descendants("p").Where(line => (string?)line.Attribute("class") == "folded").Select(line => line.Value).ToList();
}
