using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Storage;
using DbxServerless.Databricks;
using DbxServerless.Simulator.Clock;
using DbxServerless.Standalone.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DbxServerless.EndToEnd.Tests.Harvest.Killing;

/// <summary>
/// A process that does what <c>dbxserverless harvest</c> does, with the product's own services over a folder, at the time that the simulated
/// workspace has, and that may die of one of its operations.
/// </summary>
internal static class HarvestProcess
{
    public const string Program = "DbxServerless.EndToEnd.Tests.dll";

    private static readonly Moment Never = new("no operation has this name", 1, IsAfter: false);

    public static IReadOnlyList<string> Arguments(string folder, DateTimeOffset now, Moment? moment) => [folder, now.ToString("O", CultureInfo.InvariantCulture), (moment ?? Never).ToString()];

    /// <param name="arguments">The data folder, the time, and the moment to die at.</param>
    public static async Task<int> Main(string[] arguments)
    {
        var moment = Moment.Parse(arguments[2]);
        var countdown = new Countdown(moment);
        var plan = new CollectorPlan
        {
            Settings = SettingsFile.Load(null),
            Data = new DirectoryInfo(arguments[0]),
            Time = new AcceleratedTimeProvider(1, DateTimeOffset.Parse(arguments[1], CultureInfo.InvariantCulture)),
        };
        await using var product = CollectorServices.New(plan);
        await using var services = CollectorServices.Of(plan)
            .AddSingleton<IStateStore>(new MortalStates(product.GetRequiredService<IStateStore>(), countdown))
            .AddSingleton<IBlobStore>(new MortalBlobs(product.GetRequiredService<IBlobStore>(), countdown, moment.IsAfter))
            .AddSingleton<IRecordSinks>(new MortalSinks(product.GetRequiredService<IRecordSinks>(), countdown))
            .BuildServiceProvider();
        var engine = services.GetRequiredService<HarvestEngine>();
        foreach (var workspace in engine.Workspaces)
        {
            try
            {
                await engine.DiscoverAsync(workspace, since: null, CancellationToken.None);
            }
            catch (Exception exception) when (exception is DatabricksException or LostRaceException)
            {
                Console.Error.WriteLine(exception.Message);
            }

            var round = await services.GetRequiredService<HarvestLoop>().DrainAsync(workspace, evenWaiting: true, report: null, CancellationToken.None);
            foreach (var step in round.Waiting)
                Console.WriteLine(step);
        }

        return 0;
    }
}
