namespace DbxServerless.Functions.Harvest;

/// <summary>What there is to do in a round.</summary>
/// <param name="Found">Runs that were not known before.</param>
/// <param name="Runs">Ids of the runs that are due, live ones first.</param>
public sealed record HarvestPlan(int Found, IReadOnlyList<string> Runs)
{
    /// <summary>Why no more runs could be looked for.</summary>
    public string? Problem { get; init; }

    /// <summary>What mends it.</summary>
    public string? Mend { get; init; }
}
