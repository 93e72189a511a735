namespace DbxServerless.Collector.Collection.State;

/// <summary>How a pass ended.</summary>
/// <param name="At">Its instant.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Mend">What mends it, if anything.</param>
internal sealed record LastPass(DateTimeOffset At, CollectionResult Result, string? Mend);
