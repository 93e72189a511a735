using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Harvest;

/// <summary>What became of several runs.</summary>
public sealed record HarvestRound(Scope Workspace, IReadOnlyList<HarvestStep> Steps)
{
    /// <summary>How many runs are done, by outcome.</summary>
    public IReadOnlyDictionary<HarvestOutcome, int> Done =>
        Steps.Where(step => step.State == HarvestState.Done).GroupBy(step => step.Outcome).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>Those that wait for their logs, or to be tried again.</summary>
    public IReadOnlyList<HarvestStep> Waiting => [.. Steps.Where(step => step.State != HarvestState.Done)];
}
