namespace DbxServerless.Spark.Compare;

/// <summary>Something in which a run differs from its baseline.</summary>
/// <param name="Aspect">What differs.</param>
/// <param name="Text">One sentence with both values.</param>
/// <param name="Before">The value of the baseline.</param>
/// <param name="After">The value of the run.</param>
public sealed record RunChange(RunAspect Aspect, string Text, string Before, string After)
{
    /// <summary>The stage of the run that it is about, if it is about one.</summary>
    public long? StageId { get; init; }

    /// <summary>The aspect as it is in JSON and records, for example <c>cluster-start</c>.</summary>
    public string AspectName => string.Concat(Aspect.ToString().Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
