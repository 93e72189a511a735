namespace DbxServerless.Collector.Harvest;

/// <summary>What became of a run.</summary>
public enum HarvestOutcome
{
    /// <summary>Not yet known.</summary>
    Pending,

    /// <summary>Its logs were archived and analysed, whole.</summary>
    Harvested,

    /// <summary>The same with logs that were not whole when the time to wait for them was over.</summary>
    Partial,

    /// <summary>It ran on nothing that has an event log: serverless compute, a warehouse, or not at all.</summary>
    NoLog,

    /// <summary>Its cluster does not deliver logs, or they may not be read.</summary>
    NotAssessed,

    /// <summary>It failed too often and was given up.</summary>
    GivenUp,
}
