namespace DbxServerless.Collector.Records;

/// <summary>What a column may reveal. Every text column is classed; a test refuses an unclassed one.</summary>
public enum FieldClass
{
    /// <summary>Numbers, times and flags: what was measured.</summary>
    Measured,

    /// <summary>An identifier of the platform: workspace, job, run, cluster.</summary>
    Id,

    /// <summary>A word out of a bounded vocabulary, or a name given to a thing for all to see: state, SKU, job name.</summary>
    Label,

    /// <summary>Names a person: kept, keyed-hashed or dropped by setting.</summary>
    Personal,

    /// <summary>Written by people or programs: off, or cut and redacted, by setting.</summary>
    FreeText,
}
