namespace DbxServerless.Collector.Metrics;

/// <summary>The part of a family that one snapshot gives.</summary>
/// <param name="Source">Dataset and scope, for messages.</param>
/// <param name="Header">What the snapshot says about the family.</param>
/// <param name="Lines">Its ready sample lines.</param>
/// <param name="Timed">The samples that are computed for each scrape.</param>
internal sealed record FamilyBlock(string Source, FamilyHeader Header, TextBlock Lines, IReadOnlyList<TimedLine> Timed);
