using DbxServerless.Simulator.Logs;
using DbxServerless.Testing.EventLogs;

namespace DbxServerless.EndToEnd.Tests.Harvest;

/// <summary><c>harvest</c> and <c>reanalyze</c> as a person uses them.</summary>
public sealed class HarvestCommandTests
{
    [Fact]
    public async Task One_run_is_harvested_by_hand_and_again_without_sending_anything_twice()
    {
        await using var world = await HarvestWorld.StartAsync(new LogOptions { Folder = RealLogFolder.Path, LargestFile = 200_000 });
        var context = world.ContextsOf(world.Ended(world.Now.AddDays(-1))).First(context => !context.IsShared);
        var run = context.Runs[0].JobRunId;

        var first = await world.RunAsync("harvest", "--run", run);
        first.ExitCode.ShouldBe(0, first.Output + first.Error);
        first.Output.ShouldStartWith($"Run {run} of prod is harvested");
        first.Error.ShouldBeEmpty();
        world.ShouldBeArchived(context);
        var sent = Support.Records.Read(world.Folder).Count;

        (await world.RunAsync("harvest", "--run", run)).ExitCode.ShouldBe(0);
        Support.Records.Read(world.Folder).Count.ShouldBe(sent);

        var again = await world.RunAsync("reanalyze", "--since", "2020-01-01");
        again.ExitCode.ShouldBe(0, again.Output + again.Error);
        again.Output.ShouldContain("1 harvested");
        Support.Records.Read(world.Folder).Count.ShouldBe(sent);
    }

    [Fact]
    public async Task Clusters_without_log_delivery_are_told_with_the_setting_that_mends_it()
    {
        await using var world = await HarvestWorld.StartAsync(new LogOptions { Undelivered = 1 });
        var run = await world.RunAsync("harvest", "--days", "1");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("not assessed");
        run.Output.ShouldContain("Set cluster_log_conf");
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_told()
    {
        await using var world = await HarvestWorld.StartAsync(new LogOptions());
        var run = await world.RunAsync("harvest", "--run", "12345");
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("12345");
    }

    [Theory]
    [InlineData("harvest", "--run", "abc", "--run takes the id of a run")]
    [InlineData("harvest", "--days", "61", "--days must be from 1 to 60")]
    [InlineData("reanalyze", "--since", "yesterday", "yesterday")]
    public async Task Wrong_arguments_are_told(string command, string option, string value, string said)
    {
        var run = await Support.Product.RunAsync(command, option, value);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(said);
    }
}
