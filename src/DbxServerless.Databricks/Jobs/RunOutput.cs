namespace DbxServerless.Databricks.Jobs;

/// <summary>What a task run left behind; of its results nothing is read.</summary>
public sealed record RunOutput
{
    /// <summary>Why it failed, in one or a few lines.</summary>
    public string? Error { get; init; }

    /// <summary>Where it failed.</summary>
    public string? ErrorTrace { get; init; }
}
