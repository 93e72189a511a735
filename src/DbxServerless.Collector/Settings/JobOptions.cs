namespace DbxServerless.Collector.Settings;

/// <summary>Settings of the job datasets.</summary>
public sealed class JobOptions
{
    /// <summary>A run that takes longer than this many seconds misses its service level.</summary>
    public int SlaSeconds { get; set; } = 3600;
}
