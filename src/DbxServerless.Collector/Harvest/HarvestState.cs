namespace DbxServerless.Collector.Harvest;

/// <summary>How far the harvest of a run is.</summary>
public enum HarvestState
{
    /// <summary>The run has ended; its logs are awaited or downloaded.</summary>
    Found,

    /// <summary>What can be had of its logs is archived; it is to be analysed and delivered.</summary>
    Archived,

    /// <summary>All is delivered.</summary>
    Done,
}
