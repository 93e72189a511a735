namespace DbxServerless.Collector.Datasets;

/// <summary>Whether the records of a dataset happen or are.</summary>
public enum DatasetKind
{
    /// <summary>Things that happened: runs, queries, usage. The ledger is partitioned by event day.</summary>
    Events,

    /// <summary>Things that are: jobs, tokens, prices. Re-sent daily; a proven deletion sends a tombstone.</summary>
    State,
}
