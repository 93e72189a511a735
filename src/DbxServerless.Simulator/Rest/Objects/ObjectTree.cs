using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Objects;

/// <summary>The folders of the workspace that is served and what is in them. Some notebooks are edited every day, some are new.</summary>
internal sealed class ObjectTree(HistorySettings settings)
{
    private static readonly string[] Teams = ["orders", "billing", "pricing", "logistics", "risk", "search", "growth", "platform"];
    private static readonly string[] Kinds = ["NOTEBOOK", "NOTEBOOK", "NOTEBOOK", "FILE", "DASHBOARD", "LIBRARY"];

    private (int People, int Objects) Size => settings.Size == HistorySize.Small ? (10, 8) : (80, 30);

    /// <summary>What is directly in a folder at an instant; null when there is no such folder.</summary>
    public IReadOnlyList<TreeObject>? At(string path, DateTimeOffset now) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => Folders(path, ["Users", "Shared", "Repos"]),
        ["Users"] => Folders(path, Enumerable.Range(0, Size.People).Select(number => $"person{number:0000}@contoso.example")),
        ["Users", _] => [.. Folders(path, ["etl", "drafts"]), .. Leaves(path, now)],
        ["Users", _, "etl" or "drafts"] => Leaves(path, now),
        ["Shared"] => Folders(path, Teams),
        ["Shared", var team] when Teams.Contains(team) => Leaves(path, now),
        ["Repos"] => Folders(path, Teams),
        ["Repos", var team] when Teams.Contains(team) => [new TreeObject($"{path}/pipelines", "REPO", settings.Start.AddDays(-200), settings.Start.AddDays(-200), 0)],
        _ => null,
    };

    private IReadOnlyList<TreeObject> Folders(string path, IEnumerable<string> names) =>
        [.. names.Select(name => new TreeObject($"{path.TrimEnd('/')}/{name}", "DIRECTORY", settings.Start.AddDays(-600), settings.Start.AddDays(-600), 0))];

    private IReadOnlyList<TreeObject> Leaves(string path, DateTimeOffset now)
    {
        var random = SeededRandom.For(settings.Seed, "objects", path);
        return [.. Enumerable.Range(0, random.Next(1, Size.Objects)).Select(Leaf).Where(item => item.Created <= now)];

        TreeObject Leaf(int number)
        {
            var kind = random.Pick(Kinds);
            var created = settings.Start.AddDays(Math.Round(random.Between(-500, 20)));
            var edited = random.Chance(0.02) && now.Date > created ? new DateTimeOffset(now.Date, TimeSpan.Zero) : created;
            return new TreeObject($"{path}/{kind.ToLowerInvariant()}-{number:000}", kind, created, edited, kind == "FILE" ? random.Next(100, 90_000) : 0);
        }
    }
}
