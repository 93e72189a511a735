using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Tests.Records;

/// <summary>A record with a column of
/// every type; see <see cref="RecordSchema"/>.</summary>
public sealed record Everything
{
    /// <summary>An <c>id</c>.</summary>
    [Field(FieldClass.Id)] public string? Id { get; init; }

    /// <summary>A person.</summary>
    [Field(FieldClass.Personal)] public string? Person { get; init; }

    /// <summary>A text.</summary>
    [Field(FieldClass.FreeText)] public string? Text { get; init; }

    /// <summary>Many.</summary>
    public long Long { get; init; }

    /// <summary>Many or none.</summary>
    public long? LongOrNot { get; init; }

    /// <summary>Some.</summary>
    public int Int { get; init; }

    /// <summary>Some or none.</summary>
    public int? IntOrNot { get; init; }

    /// <summary>About.</summary>
    public double Double { get; init; }

    /// <summary>About or none.</summary>
    public double? DoubleOrNot { get; init; }

    /// <summary>Exactly.</summary>
    public decimal Decimal { get; init; }

    /// <summary>Exactly or none.</summary>
    public decimal? DecimalOrNot { get; init; }

    /// <summary>Whether.</summary>
    public bool Bool { get; init; }

    /// <summary>Whether or none.</summary>
    public bool? BoolOrNot { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Instant { get; init; }

    /// <summary>When or none.</summary>
    public DateTimeOffset? InstantOrNot { get; init; }

    /// <summary>Several.</summary>
    [Field(FieldClass.Personal)] public IReadOnlyList<string>? List { get; init; }

    /// <summary>Several by name.</summary>
    [Field(FieldClass.FreeText)] public IReadOnlyDictionary<string, string?>? Map { get; init; }
}
