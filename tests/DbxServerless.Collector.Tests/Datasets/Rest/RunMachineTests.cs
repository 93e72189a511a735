using System.Text.Json;
using DbxServerless.Simulator.History;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>What the machines of runs cost, against what the simulated clusters really did.</summary>
public sealed class RunMachineTests
{
    private const string NodeType = "Standard_D8ds_v5";

    [Fact]
    public async Task Machines_of_a_run_cost_their_hours_by_the_prices_of_the_settings()
    {
        await using var world = await CollectAsync(price: 0.6, spotPrice: 0.12);

        var machines = world.Newest("DbxRunMachines").ToDictionary(row => row.GetProperty("RunId").GetString()!);
        var runs = OnJobClusters(world).Where(run => run.Start > world.Time.GetUtcNow().AddDays(-2) && run.Attempts.All(attempt => attempt.End - attempt.Start > TimeSpan.FromMinutes(15))).ToList();
        runs.Count.ShouldBeGreaterThan(20);
        foreach (var run in runs)
        {
            var row = machines[run.RunId];
            var (hours, spot) = (row.GetProperty("NodeHours").GetDouble(), row.GetProperty("SpotNodeHours").GetDouble());
            var nodes = run.Attempts[0].Cluster!.Workers + 1;
            // Minutes are whole, and a cluster outlives its run by a little.
            hours.ShouldBeInRange(run.Attempts.Sum(attempt => (attempt.End - attempt.Start).TotalHours) * nodes - 0.1 * nodes, double.MaxValue);
            row.GetProperty("VmCost").GetDouble().ShouldBe((hours - spot) * 0.6 + spot * 0.12, 1e-9);
            (row.GetProperty("Currency").GetString(), row.GetProperty("Basis").GetString()).ShouldBe(("USD", "estimated"));
        }

        machines.Values.ShouldContain(row => row.GetProperty("SpotNodeHours").GetDouble() > 0);
        var costs = world.Samples("databricks_job_vm_cost_usd");
        costs.Count.ShouldBeGreaterThan(3);
        costs.ShouldAllBe(sample => sample.Labels[2] == "estimated" && sample.Value > 0);
    }

    [Fact]
    public async Task Without_the_price_of_a_machine_hours_are_told_and_no_cost()
    {
        await using var world = await CollectAsync(price: 0.6, spotPrice: null);
        var machines = world.Newest("DbxRunMachines");
        machines.Where(row => row.GetProperty("SpotNodeHours").GetDouble() > 0).ShouldAllBe(row => !HasCost(row));
        machines.ShouldContain(row => HasCost(row));

        await using var unpriced = await CollectAsync(price: null, spotPrice: null);
        unpriced.Newest("DbxRunMachines").Count.ShouldBe(machines.Count);
        unpriced.Newest("DbxRunMachines").ShouldAllBe(row => !HasCost(row) && row.GetProperty("NodeHours").GetDouble() > 0);
        unpriced.Samples("databricks_job_vm_cost_usd").ShouldBeEmpty();
    }

    private static async Task<RestWorld> CollectAsync(double? price, double? spotPrice)
    {
        var world = await RestWorld.StartAsync(["run_machines"]);
        if (price is { } known)
            world.Options.Billing.VmHourPrices[NodeType] = known;
        if (spotPrice is { } knownSpot)
            world.Options.Billing.SpotVmHourPrices[NodeType] = knownSpot;
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        return world;
    }

    private static bool HasCost(JsonElement row) => row.TryGetProperty("VmCost", out _) || row.TryGetProperty("Basis", out _) || row.TryGetProperty("Currency", out _);

    private static IEnumerable<JobRun> OnJobClusters(RestWorld world) => world.Workspace.History.DaysThrough(world.Time.GetUtcNow()).SelectMany(day => day.JobRuns)
        .Where(run => run.End < world.Time.GetUtcNow() && run.RunType != "WORKFLOW_RUN" && run.Attempts.All(attempt => attempt.Cluster is not null));
}
