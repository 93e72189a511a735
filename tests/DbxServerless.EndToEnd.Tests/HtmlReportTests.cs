using System.Text.Json.Nodes;
using DbxServerless.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace DbxServerless.EndToEnd.Tests;

public sealed class HtmlReportTests : IDisposable
{
    /// <summary>One task keeps one of eight cores for ten minutes.</summary>
    private const string Log =
        """
        {"Event":"SparkListenerLogStart","Spark Version":"3.5.0"}
        {"Event":"SparkListenerApplicationStart","App Name":"nightly <b>","App ID":"app-1","Timestamp":1000,"User":"u"}
        {"Event":"SparkListenerExecutorAdded","Timestamp":1000,"Executor ID":"1","Executor Info":{"Host":"h","Total Cores":8}}
        {"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":5,"rootExecutionId":5,"description":"select","time":1050,"sparkPlanInfo":{"nodeName":"Project","simpleString":"Project [a]","children":[],"metadata":{},"metrics":[]}}
        {"Event":"SparkListenerJobStart","Job ID":0,"Submission Time":1100,"Stage Infos":[],"Stage IDs":[0],"Properties":{"spark.sql.execution.id":"5"}}
        {"Event":"SparkListenerStageSubmitted","Stage Info":{"Stage ID":0,"Stage Attempt ID":0,"Stage Name":"long","Number of Tasks":1,"RDD Info":[],"Parent IDs":[],"Submission Time":1150}}
        {"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":0,"Index":0,"Attempt":0,"Launch Time":1200,"Executor ID":"1","Host":"h","Locality":"ANY","Speculative":false,"Getting Result Time":0,"Finish Time":601200,"Failed":false,"Killed":false,"Accumulables":[]},"Task Metrics":{"Executor Run Time":599000,"Executor CPU Time":100000000,"JVM GC Time":7}}
        {"Event":"SparkListenerStageCompleted","Stage Info":{"Stage ID":0,"Stage Attempt ID":0,"Stage Name":"long","Number of Tasks":1,"RDD Info":[],"Parent IDs":[],"Submission Time":1150,"Completion Time":601300,"Accumulables":[]}}
        {"Event":"SparkListenerStageSubmitted","Stage Info":{"Stage ID":1,"Stage Attempt ID":0,"Stage Name":"short","Number of Tasks":1,"RDD Info":[],"Parent IDs":[],"Submission Time":601310}}
        {"Event":"SparkListenerStageCompleted","Stage Info":{"Stage ID":1,"Stage Attempt ID":0,"Stage Name":"short","Number of Tasks":1,"RDD Info":[],"Parent IDs":[],"Submission Time":601310,"Completion Time":601320,"Accumulables":[]}}
        {"Event":"SparkListenerJobEnd","Job ID":0,"Completion Time":601400,"Job Result":{"Result":"JobSucceeded"}}
        {"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":5,"time":601500,"errorMessage":""}
        {"Event":"SparkListenerApplicationEnd","Timestamp":602000}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_browser_shows_the_insights_sorts_the_stages_opens_plans_and_follows_dark_mode()
    {
        var file = Path.Combine(_folder.Path, "report.html");
        var log = _folder.Write("log", Log);
        var html = await Product.RunAsync("analyze", log, "--format", "html", "--output", file, "--vm-price", "8");
        html.ExitCode.ShouldBe(0, html.Error);
        var json = JsonNode.Parse((await Product.RunAsync("analyze", log, "--format", "json", "--vm-price", "8")).Output)!["insights"]!.AsArray();

        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(file);

        (await page.TitleAsync()).ShouldBe("nightly <b>");
        json.ShouldNotBeEmpty();
        (await page.Locator("#insights article .rule").AllTextContentsAsync()).ShouldBe(json.Select(insight => (string)insight!["rule"]!));
        (await page.Locator("#insights article").First.InnerTextAsync()).ShouldContain("USD");

        (await page.Locator("#stages .scroll").EvaluateAsync<bool>("box => box.scrollWidth <= box.clientWidth")).ShouldBeTrue();
        (await page.Locator("th button").EvaluateAllAsync<bool>("names => names.every(name => name.getClientRects().length <= name.textContent.split(' ').length)"))
            .ShouldBeTrue("a heading breaks within a word");

        await page.Locator("th button").First.ClickAsync();
        (await Stages(page)).ShouldBe(["1.0", "0.0"]);
        await page.Locator("th button").First.ClickAsync();
        (await Stages(page)).ShouldBe(["0.0", "1.0"]);

        (await page.Locator("#sql-5 .node").IsVisibleAsync()).ShouldBeFalse();
        await page.Locator("#sql-5 summary").ClickAsync();
        (await page.Locator("#sql-5 .node").IsVisibleAsync()).ShouldBeTrue();

        var light = await Background(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        light.ShouldBe("rgb(255, 255, 255)");
        (await Background(page)).ShouldBe("rgb(18, 22, 28)");
    }

    [Fact]
    public async Task What_HTML_needs_is_said_in_a_sentence()
    {
        var log = _folder.Write("log", Log);

        var nowhere = await Product.RunAsync("analyze", log, "--format", "html");
        var negative = await Product.RunAsync("analyze", log, "--vm-price", "-1");

        nowhere.ExitCode.ShouldNotBe(0);
        nowhere.Error.ShouldContain("--format html writes a file: add --output report.html.");
        negative.ExitCode.ShouldNotBe(0);
        negative.Error.ShouldContain("--vm-price is '-1'");
    }

    [Fact]
    public async Task A_price_of_DBUs_without_their_number_is_no_amount_but_a_sentence()
    {
        var analyzed = await Product.RunAsync("analyze", _folder.Write("log", Log), "--format", "json", "--dbu-price", "0.3");

        analyzed.ExitCode.ShouldBe(0, analyzed.Error);
        analyzed.Error.ShouldContain("--dbu-per-node-hour");
        JsonNode.Parse(analyzed.Output)!["insights"]!.AsArray().ShouldAllBe(insight => insight!["waste"]!["amount"] == null);
    }

    [Fact]
    public async Task Text_tells_insights_with_money_first()
    {
        var analyzed = await Product.RunAsync("analyze", _folder.Write("log", Log), "--vm-price", "8");

        analyzed.ExitCode.ShouldBe(0, analyzed.Error);
        analyzed.Output.ShouldMatch(@"(?m)^\d+ insights, worst first; they waste [\d.]+ of [\d.]+ core-hours, [\d.]+ USD \(estimated\)$");
        analyzed.Output.ShouldMatch(@"(?m)^AMOUNT +CORE-HOURS +SEVERITY +INSIGHT$");
    }

    private static Task<IReadOnlyList<string>> Stages(IPage page) => page.Locator("#stages tbody td:first-child").AllTextContentsAsync();

    private static Task<string> Background(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
