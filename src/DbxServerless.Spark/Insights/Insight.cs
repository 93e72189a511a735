namespace DbxServerless.Spark.Insights;

/// <summary>A finding with its price.</summary>
public sealed record Insight(RuleInfo Rule, Finding Finding)
{
    public Severity Severity => Finding.Severity ?? Rule.Severity;

    public string Title => Finding.Title ?? Rule.Title;

    /// <summary>Core-hours that this finding alone accounts for; null where the log does not allow an estimate.</summary>
    public double? CoreHours { get; init; }

    /// <summary>In the report's currency; null without a price or an estimate.</summary>
    public decimal? Amount { get; init; }
}
