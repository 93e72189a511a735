namespace DbxServerless.Collector.Collection;

/// <summary>How a pass ended.</summary>
public enum CollectionResult
{
    Succeeded,

    /// <summary>All was read and there was nothing: no failure.</summary>
    NoData,

    /// <summary>The identity may not read it. Reported with the mend, retried within ten minutes, never shown as 0.</summary>
    NotAssessed,

    Failed,

    /// <summary>Switched off by a setting.</summary>
    Off,

    /// <summary>Another process collected the same at the same time and was first; this one has sent nothing of its own.</summary>
    LostRace,

    /// <summary>The day's ceiling of warehouse seconds is reached.</summary>
    OverBudget,
}
