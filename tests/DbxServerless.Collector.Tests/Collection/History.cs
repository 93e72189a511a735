using DbxServerless.Collector.Collection;

namespace DbxServerless.Collector.Tests.Collection;

/// <summary>What really happened, and what the source shows of it by when.</summary>
internal sealed class History
{
    private readonly List<Version> _versions = [];

    /// <summary>What is true now, by key.</summary>
    public IReadOnlyDictionary<string, Thing> Truth =>
        _versions.GroupBy(version => version.Thing.Key).ToDictionary(versions => versions.Key, versions => versions.Last().Thing);

    public void Add(HistoryStep.Change change, DateTimeOffset now)
    {
        var key = $"thing {change.Key}";
        var former = Truth.GetValueOrDefault(key);
        _versions.Add(new Version(
            new Thing
            {
                Key = key,
                // A day at most from where it first was.
                Time = former is null ? now : _versions.First(version => version.Thing.Key == key).Thing.Time.AddHours(change.HoursMoved),
                Value = (former?.Value ?? 0) + 1,
                Final = former is { Final: true } || change.BecomesFinal,
            },
            now,
            now.AddMinutes(change.MinutesLate)));
    }

    /// <summary>What a read gives: the keys of which a row changed in the window and is there by now, each folded from all its rows.</summary>
    public IEnumerable<Thing> Read(CollectionContext context, int order)
    {
        var visible = _versions.Where(version => version.VisibleFrom <= context.AsOf).GroupBy(version => version.Thing.Key)
            .Where(versions => versions.Any(version => version.ChangedAt >= context.ChangedFrom))
            .Select(versions => versions.Last().Thing)
            .ToArray();
        var random = new Random(order);
        random.Shuffle(visible);
        return visible.Concat(visible.Where(_ => random.Next(4) == 0));
    }

    private sealed record Version(Thing Thing, DateTimeOffset ChangedAt, DateTimeOffset VisibleFrom);
}
