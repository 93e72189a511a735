using System.Text.RegularExpressions;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights;

public sealed class InsightRulesTests
{
    public static TheoryData<string> Rules() => [.. InsightRules.All.Select(rule => rule.Info.Id)];

    [Fact]
    public void Rules_are_sorted_by_id() => InsightRules.All.Select(rule => rule.Info.Id).ShouldBeInOrder();

    [Fact]
    public void Every_rule_is_in_the_list() =>
        InsightRules.All.Select(rule => rule.GetType()).ShouldBe(
            typeof(InsightRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(InsightRule)) && !type.IsAbstract),
            ignoreOrder: true);

    [Fact]
    public void Two_rules_with_one_id_are_refused() =>
        Should.Throw<InvalidOperationException>(() => InsightRules.Index([new First(), new Second()])).Message.ShouldContain("'first'");

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_describes_itself(string id)
    {
        var info = InsightRules.Find(id)!.Info;

        id.ShouldMatch("^[a-z]+(-[a-z]+)*$");
        info.Title.ShouldNotEndWith(".");
        new[] { info.LooksAt, info.Meaning, info.Cost, info.Mend }.ShouldAllBe(text => text.Length > 20 && text.EndsWith('.'));
        info.Thresholds.Select(threshold => threshold.Name).ShouldBeUnique();
        info.Thresholds.ShouldAllBe(threshold => Regex.IsMatch(threshold.Name, "^[a-z]+(-[a-z]+)*$") && Unit.All.Contains(threshold.Unit) && threshold.Default >= 0);
        info.Thresholds.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_rule_says_nothing_about_an_empty_application(string id)
    {
        var application = await new SparkLog().ReadAsync();
        InsightRules.Find(id)!.Inspect(application, RuleSettings.Default).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_rule_says_nothing_about_a_run_of_seconds(string id)
    {
        var plan = PlanSpec.Node("Project", PlanSpec.Node("Filter", PlanSpec.Node("Scan parquet ").In(0).Metric("number of output rows", 100)));
        var application = await new SparkLog().Executor("1").Executor("2")
            .Query(0, 1000, 3000, plan)
            .Stage(0, 1200, TaskSpec.Many(8, new TaskSpec { RunMs = 300, InputBytes = 1000, OverheadMs = 20, GcMs = 30 }), sql: 0)
            .Stage(1, 1800, TaskSpec.Many(4, new TaskSpec { RunMs = 200, ShuffleReadBytes = 1000, FetchWaitMs = 50 }), sql: 0)
            .ReadAsync();
        InsightRules.Find(id)!.Inspect(application, RuleSettings.Default).ShouldBeEmpty();
    }

    private static RuleInfo Describe(string id) =>
        new(id, "", Severity.Info) { LooksAt = "", Thresholds = [], Meaning = "", Cost = "", Mend = "" };

    private sealed class First : InsightRule
    {
        public override RuleInfo Info { get; } = Describe("first");

        public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings) => [];
    }

    private sealed class Second : InsightRule
    {
        public override RuleInfo Info { get; } = Describe("first");

        public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings) => [];
    }
}
