namespace DbxServerless.Spark.Insights;

/// <summary>What a rule is, for people.</summary>
/// <param name="Id">Stable, lower case with hyphens. Records, metrics, settings and documents use it.</param>
/// <param name="Title">What is wrong when the rule speaks.</param>
/// <param name="Severity">Of its findings, unless one says otherwise.</param>
public sealed record RuleInfo(string Id, string Title, Severity Severity)
{
    /// <summary>The facts that the rule judges.</summary>
    public required string LooksAt { get; init; }

    public required IReadOnlyList<Threshold> Thresholds { get; init; }

    /// <summary>What a finding means.</summary>
    public required string Meaning { get; init; }

    /// <summary>Why it costs time or money, and how the waste is estimated.</summary>
    public required string Cost { get; init; }

    /// <summary>How to mend it.</summary>
    public required string Mend { get; init; }

    /// <summary>The alerts of DataFlint that the rule stands for.</summary>
    public IReadOnlyList<string> DataFlintAlerts { get; init; } = [];
}
