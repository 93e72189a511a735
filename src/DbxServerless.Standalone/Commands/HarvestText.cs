using DbxServerless.Collector.Harvest;
using DbxServerless.Standalone.CommandLine;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary>What the harvest did, in sentences.</summary>
internal static class HarvestText
{
    public static string Of(HarvestOutcome outcome) => outcome switch
    {
        HarvestOutcome.Harvested => "harvested",
        HarvestOutcome.Partial => "harvested in part",
        HarvestOutcome.NoLog => "without event log (serverless, a warehouse, or never started)",
        HarvestOutcome.NotAssessed => "not assessed",
        HarvestOutcome.GivenUp => "given up",
        _ => "open",
    };

    /// <summary>One line for a round.</summary>
    public static void WriteRound(HarvestRound round, TimeProvider time) => Terminal.Output.WriteLine(
        FormattableString.Invariant($"{time.GetUtcNow():HH:mm:ss}  {"event logs",-32} {round.Workspace,-20} {Summary(round)}"));

    /// <summary>How many runs came to what, and why those did not that did not.</summary>
    public static string Summary(HarvestRound round)
    {
        var parts = round.Done.OrderBy(outcome => outcome.Key).Select(outcome => FormattableString.Invariant($"{outcome.Value:N0} {Of(outcome.Key)}")).ToList();
        if (round.Waiting.Count > 0)
            parts.Add(FormattableString.Invariant($"{round.Waiting.Count:N0} wait for their logs or to be tried again"));
        return parts.Count == 0 ? "no runs" : $"runs: {string.Join(", ", parts)}";
    }

    /// <summary>Each reason once, with what mends it and the number of runs.</summary>
    public static void WriteReasons(HarvestRound round)
    {
        foreach (var group in round.Steps.Where(step => step.Reason is not null).GroupBy(step => (step.Reason, step.Mend)).OrderByDescending(group => group.Count()).Take(10))
            Terminal.Output.WriteLine(FormattableString.Invariant($"  {group.Count():N0}: {group.Key.Reason} {group.Key.Mend}").TrimEnd());
    }
}
