using DbxServerless.Collector.Records;

namespace DbxServerless.Testing.Collection;

/// <summary>A record to test with.</summary>
public sealed record Thing
{
    /// <summary>Its key.</summary>
    [Field(FieldClass.Id)] public required string Key { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What of it changes.</summary>
    public long? Value { get; init; }

    /// <summary>Whether it will not change any more.</summary>
    public bool Final { get; init; }

    /// <summary>Whether it was deleted.</summary>
    public bool Deleted { get; init; }
}
