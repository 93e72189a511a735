namespace DbxServerless.Collector.Check;

/// <summary>What a check found.</summary>
public enum CheckOutcome
{
    /// <summary>It works.</summary>
    Ok,

    /// <summary>It works, and something about it costs more than it must or shows nothing yet.</summary>
    Warning,

    /// <summary>It does not work; nothing that needs it is collected.</summary>
    Failed,

    /// <summary>Not tried, because something before it failed.</summary>
    Skipped,

    /// <summary>Switched off by a setting.</summary>
    Off,
}
