using DbxServerless.Collector.Harvest;

namespace DbxServerless.Functions.Harvest;

/// <summary>What came of a round, as <c>/manage/status</c> shows it.</summary>
/// <param name="Found">Runs that were not known before.</param>
/// <param name="Done">Runs that are done now, by outcome.</param>
/// <param name="Waiting">Runs that are not done: their logs are not whole yet, or they are tried again.</param>
public sealed record HarvestSummary(int Found, IReadOnlyDictionary<HarvestOutcome, int> Done, int Waiting)
{
    /// <summary>Why no more runs could be looked for.</summary>
    public string? Problem { get; init; }

    /// <summary>What mends it.</summary>
    public string? Mend { get; init; }

    public static HarvestSummary Of(HarvestPlan plan, IReadOnlyList<HarvestStep> steps)
    {
        var done = steps.Where(step => step.State == HarvestState.Done).GroupBy(step => step.Outcome).ToDictionary(group => group.Key, group => group.Count());
        return new HarvestSummary(plan.Found, done, plan.Runs.Count - done.Values.Sum())
        {
            Problem = plan.Problem,
            Mend = plan.Mend,
        };
    }
}
