namespace DbxServerless.Spark.Insights;

/// <summary>How urgent a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is broken.</summary>
    Info,

    /// <summary>Costs time or money.</summary>
    Warning,

    /// <summary>Made work fail, or will.</summary>
    Error,
}
