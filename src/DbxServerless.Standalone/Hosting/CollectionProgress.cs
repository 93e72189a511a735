using DbxServerless.Collector.Collection;
using DbxServerless.Standalone.CommandLine;
using Spectre.Console;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Says what is collected while it is, a line a dataset, and what the first round came to.</summary>
/// <param name="round">The passes of the first round.</param>
/// <param name="where">Where to look at what was collected.</param>
/// <param name="time">The clock, for the time of the line and of the round.</param>
internal sealed class CollectionProgress(IEnumerable<PlannedPass> round, string where, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<PlannedPass> _left = [.. round];
    private readonly List<CollectionOutcome> _outcomes = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>Everything was tried once.</summary>
    public bool IsRoundDone
    {
        get
        {
            lock (_gate)
                return _left.Count == 0;
        }
    }

    /// <summary>Everything that is not switched off was collected.</summary>
    public bool IsAllGood
    {
        get
        {
            lock (_gate)
                return _left.Count == 0 && _outcomes.TrueForAll(IsFine);
        }
    }

    public void Report(CollectionOutcome outcome)
    {
        lock (_gate)
        {
            WriteLine(outcome);
            if (!_left.Remove(new PlannedPass(outcome.Dataset, outcome.Scope, outcome.Pass)))
                return;
            _outcomes.Add(outcome);
            if (_left.Count == 0)
                WriteRound();
        }
    }

    private static bool IsFine(CollectionOutcome outcome) =>
        outcome.IsGood || outcome.Result is CollectionResult.Off or CollectionResult.LostRace;

    private void WriteLine(CollectionOutcome outcome)
    {
        var text = outcome.Result switch
        {
            CollectionResult.Succeeded or CollectionResult.NoData =>
                FormattableString.Invariant($"{outcome.RowsRead:N0} rows read, {outcome.Delivered:N0} records delivered, {outcome.Duration.TotalSeconds:0.0} s"),
            CollectionResult.Off => "off",
            CollectionResult.LostRace => "another process was first",
            CollectionResult.OverBudget => $"waits for tomorrow: {outcome.Reason} {outcome.Mend}",
            CollectionResult.NotAssessed => $"not assessed: {outcome.Reason} {outcome.Mend}",
            _ => $"failed: {outcome.Reason} {outcome.Mend}",
        };
        var name = outcome.Pass == CollectionPass.Reconcile ? $"{outcome.Dataset} (reconciled)" : outcome.Dataset;
        Terminal.Output.Write(new Text(
            FormattableString.Invariant($"{time.GetUtcNow():HH:mm:ss}  {name,-32} {outcome.Scope,-20} {text.TrimEnd()}\n"),
            new Style(IsFine(outcome) ? Color.Default : Color.Yellow)));
    }

    private void WriteRound()
    {
        var good = _outcomes.Where(outcome => outcome.IsGood).ToList();
        var bad = _outcomes.Count(outcome => !IsFine(outcome));
        Terminal.Output.WriteLine(FormattableString.Invariant(
            $"Collected {good.Select(outcome => outcome.Dataset).Distinct().Count()} datasets, {good.Sum(outcome => outcome.Delivered):N0} records, in ")
            + FormattableString.Invariant($"{TimeProvider.System.GetElapsedTime(_started).TotalSeconds:0.0} s")
            + (bad > 0 ? $"; {bad} collections did not succeed" : "") + $": {where}");
    }
}
