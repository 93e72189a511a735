using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Functions.Orchestrations;
using DbxServerless.Functions.Tests.Durable;

namespace DbxServerless.Functions.Tests.Orchestrations;

public sealed class CollectOrchestrationTests
{
    private static readonly Scope Region = new(ScopeKind.Region, "west");
    private static readonly CollectRequest Request = new(Region, [.. new[] { "a", "b", "c", "d" }.Select(name => new PlannedPass(name, Region, CollectionPass.Incremental))]);

    [Fact]
    public async Task Every_pass_is_an_activity_and_the_scope_is_published_after_all_of_them()
    {
        var orchestration = New(pass => new PassSummary(pass.Dataset, pass.Pass, CollectionResult.Succeeded) { Delivered = 7 });

        var summaries = await orchestration.RunAsync();

        summaries.Select(summary => (summary.Dataset, summary.Delivered)).ShouldBe([("a", 7), ("b", 7), ("c", 7), ("d", 7)]);
        orchestration.Actions.Select(action => action.Name).ShouldBe(["CollectDataset", "CollectDataset", "CollectDataset", "CollectDataset", "PublishScope"]);
        orchestration.Actions[0].Input.ShouldBe("""{"dataset":"a","scope":{"kind":"Region","name":"west"},"pass":"Incremental"}""");
        orchestration.Actions[^1].Input.ShouldBe("""{"kind":"Region","name":"west"}""");
    }

    [Fact]
    public async Task An_activity_that_fails_is_a_failed_pass_and_touches_no_other()
    {
        var orchestration = New(pass => pass.Dataset == "b"
            ? throw new TimeoutException("The process ended.")
            : new PassSummary(pass.Dataset, pass.Pass, CollectionResult.Succeeded));

        var summaries = await orchestration.RunAsync();

        summaries.Select(summary => summary.Result)
            .ShouldBe([CollectionResult.Succeeded, CollectionResult.Failed, CollectionResult.Succeeded, CollectionResult.Succeeded]);
        summaries[1].Reason!.ShouldContain("The process ended.");
        orchestration.Actions[^1].Name.ShouldBe("PublishScope");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_whichever_order_activities_complete_the_outcome_is_the_same(int seed)
    {
        var random = new Random(seed);
        var orchestration = New(
            pass => pass.Dataset == "c" ? throw new TimeoutException("No.") : new PassSummary(pass.Dataset, pass.Pass, CollectionResult.Succeeded),
            underWay => underWay[random.Next(underWay.Count)]);

        var summaries = await orchestration.RunAsync();

        summaries.Select(summary => summary.Dataset).ShouldBe(["a", "b", "c", "d"]);
        summaries.Count(summary => summary.Result == CollectionResult.Failed).ShouldBe(1);
        orchestration.Replays.ShouldBe(6);
    }

    [Fact]
    public async Task The_retry_collects_one_scope()
    {
        var orchestration = new ReplayedOrchestration<IReadOnlyList<PassSummary>>(
            RetryOrchestration.RunAsync, Region,
            (_, _) => Task.FromResult<object?>(new[] { new PassSummary("a", CollectionPass.Incremental, CollectionResult.NotAssessed) { Mend = "GRANT" } }));

        (await orchestration.RunAsync()).ShouldHaveSingleItem().Mend.ShouldBe("GRANT");
        orchestration.Actions.ShouldBe([("RetryScope", """{"kind":"Region","name":"west"}""")]);
    }

    private static ReplayedOrchestration<IReadOnlyList<PassSummary>> New(Func<PlannedPass, PassSummary> collect, Func<IReadOnlyList<int>, int>? next = null) => new(
        CollectOrchestration.RunAsync,
        Request,
        (name, input) => Task.FromResult<object?>(
            name == CollectActivities.CollectDataset ? collect(JsonSerializer.Deserialize<PlannedPass>(input, OrchestrationJson.Options)!) : null),
        next);
}
