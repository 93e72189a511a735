namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>What is remembered of a SCIM collection.</summary>
/// <param name="Read">When it was last read whole.</param>
/// <param name="Total">How many resources it had.</param>
/// <param name="Counts">What was counted, by label value.</param>
internal sealed record ScimNote(DateTimeOffset Read, int Total, IReadOnlyDictionary<string, int> Counts);
