namespace DbxServerless.Functions.Harvest;

public enum HarvestChoreKind
{
    /// <summary>Makes runs due that ended since an instant.</summary>
    Backfill,

    /// <summary>Makes runs that are done due for another analysis of their archived logs.</summary>
    Reanalyze,

    /// <summary>Deletes logs that were kept for long enough.</summary>
    Retain,
}
