namespace DbxServerless.Collector.Collection;

/// <summary>How far back a pass reads.</summary>
public enum CollectionPass
{
    /// <summary>From the cursor minus the dataset's overlap; the first one its backfill.</summary>
    Incremental,

    /// <summary>The dataset's whole reconciliation window, to mend what earlier passes missed. Records only.</summary>
    Reconcile,
}
