using DbxServerless.Databricks;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.Logs;
using DbxServerless.Spark.EventLog;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Simulator.Tests;

/// <summary>Delivered logs, read with the product's own client and reader.</summary>
public sealed class LogTests
{
    [Theory]
    [InlineData("dbfs:/cluster-logs")]
    [InlineData("/Volumes/main/ops/logs")]
    public async Task A_log_is_found_and_read_whole_over_faults(string destination)
    {
        await using var simulation = await StartAsync(new LogOptions { Destination = destination });
        simulation.Workspace.Faults.Add(new Fault(FaultKind.ShortRead, Probability: 0.5));
        await using var client = Client(simulation);
        var context = simulation.Workspace.Logs.Contexts().First(context => context.End < simulation.Time.GetUtcNow().AddHours(-2));
        var folder = simulation.Workspace.Logs.FolderOf(context);

        var drivers = await client.Files.ListAsync($"{destination}/{context.ClusterId}/eventlog", CancellationToken.None);
        drivers.ShouldHaveSingleItem().IsFolder.ShouldBeTrue();
        var files = await client.Files.ListAsync(folder, CancellationToken.None);
        files.Select(file => file.Name).ShouldBe(simulation.Workspace.Logs.Whole(context).Select(file => file.Name));
        foreach (var (file, whole) in files.Zip(simulation.Workspace.Logs.Whole(context)))
        {
            var content = new byte[file.Size];
            (await client.Files.ReadAsync(file.Path, 0, content, CancellationToken.None)).ShouldBe(content.Length);
            content.ShouldBe(whole.Content.ToArray());
            simulation.Workspace.Logs.Traffic.Files[file.Path].Bytes.ShouldBe(file.Size);
        }
    }

    [Fact]
    public async Task A_made_up_log_tells_of_its_runs_and_of_nothing_else()
    {
        await using var simulation = await StartAsync(new LogOptions());
        foreach (var context in simulation.Workspace.Logs.Contexts().Where(context => context.Runs.Count > 0).Take(40))
        {
            var segments = simulation.Workspace.Logs.Whole(context).Select(file =>
                new EventLogSegment(file.Name, _ => ValueTask.FromResult<Stream>(new MemoryStream(file.Content.ToArray())))).ToList();
            var application = await EventLogReader.ReadAsync(new EventLogSource(context.ContextId, segments));
            application.SparkContextId.ShouldBe(context.ContextId);
            application.Account.MalformedLines.ShouldBe(0);
            application.Jobs.Select(job => (job.Run.JobRunId, job.Run.TaskRunId)).ShouldBe(context.Runs.Select(run => ((string?)run.JobRunId, (string?)run.TaskRunId)), ignoreOrder: true);
            application.Totals.Tasks.Tasks.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task A_log_grows_while_its_cluster_runs_and_its_rolled_files_may_come_late()
    {
        await using var simulation = await StartAsync(new LogOptions { Slow = 1, LateRolls = 1 });
        var context = simulation.Workspace.Logs.Contexts().First(context => context.End < simulation.Time.GetUtcNow().AddDays(-1));
        var delivery = new LogDelivery(simulation.Workspace.Options.Seed, simulation.Workspace.Options.Logs);
        var sizes = new List<long>();
        for (var now = context.Start; now < context.End.AddMinutes(50); now = now.AddMinutes(5))
            sizes.Add(delivery.At(context, now).Sum(file => (long)file.Content.Length));
        sizes[0].ShouldBe(0);
        sizes[^1].ShouldBe(delivery.Whole(context).Sum(file => (long)file.Content.Length));
        delivery.At(context, context.End).Sum(file => file.Content.Length).ShouldBeLessThan((int)sizes[^1]);
    }

    [Fact]
    public async Task A_log_that_was_removed_is_gone()
    {
        await using var simulation = await StartAsync(new LogOptions());
        await using var client = Client(simulation);
        var context = simulation.Workspace.Logs.Contexts().First();
        simulation.Workspace.Logs.Remove(context);
        (await Should.ThrowAsync<DatabricksException>(() => client.Files.ListAsync(simulation.Workspace.Logs.FolderOf(context), CancellationToken.None))).Kind
            .ShouldBe(DatabricksErrorKind.NotFound);
    }

    private static Task<Simulation> StartAsync(LogOptions logs) => Simulation.StartAsync(options => options with { Logs = logs });

    private static WorkspaceClient Client(Simulation simulation) => new(
        new WorkspaceConnection { Host = simulation.Workspace.Url.AbsoluteUri, Token = simulation.Workspace.Options.Token, RequestsPerSecond = 1000 },
        TimeProvider.System, NullLoggerFactory.Instance);
}
