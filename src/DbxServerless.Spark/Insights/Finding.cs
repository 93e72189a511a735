using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights;

/// <summary>What a rule found at one place.</summary>
/// <param name="Where">The place.</param>
/// <param name="Advice">What to change: names the setting or the code, with the value to try.</param>
/// <param name="Evidence">The numbers behind it, the deciding one first.</param>
public sealed record Finding(Place Where, string Advice, params IReadOnlyList<Evidence> Evidence)
{
    /// <summary>When it says more than the rule's.</summary>
    public string? Title { get; init; }

    /// <summary>When it differs from the rule's.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Core-time that mending would free; empty where the log does not allow an estimate.</summary>
    public IReadOnlyList<WasteClaim> Waste { get; init; } = [];

    /// <summary>What ranks findings of a rule that claim nothing; larger is worse.</summary>
    public double Weight { get; init; }
}
