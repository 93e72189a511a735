namespace DbxServerless.Collector.Harvest;

/// <summary>What a step came to.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">How far it is now.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="NextTry">Null when the next step may be taken at once, or when all is done; otherwise when to try again.</param>
public sealed record HarvestStep(string RunId, HarvestState State, HarvestOutcome Outcome, DateTimeOffset? NextTry)
{
    /// <summary>Why it waits, failed or was not assessed.</summary>
    public string? Reason { get; init; }

    /// <summary>What mends it.</summary>
    public string? Mend { get; init; }

    /// <summary>Another process is at the same run and was first.</summary>
    public bool LostRace { get; init; }

    /// <summary>Whether to take the next step at once.</summary>
    public bool Continues => State != HarvestState.Done && NextTry is null && !LostRace;
}
