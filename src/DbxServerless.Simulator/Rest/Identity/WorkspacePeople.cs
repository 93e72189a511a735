using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Identity;

/// <summary>Who is in the workspace that is served, in which groups, with which tokens. Some join while the history goes on.</summary>
internal sealed class WorkspacePeople
{
    private const string Observers = "9001";

    private static readonly string[] Teams = ["orders", "billing", "pricing", "logistics", "risk", "search", "growth", "platform"];

    private readonly HistorySettings _settings;

    public WorkspacePeople(HistorySettings settings, string clientId)
    {
        _settings = settings;
        var (users, groups, principals, tokens) = settings.Size == HistorySize.Small ? (130, 24, 12, 60) : (2_400, 300, 150, 1_500);
        Groups = new Dictionary<string, string> { ["9000"] = "admins", [Observers] = "observers" };
        for (var number = 2; number < groups; number++)
            Groups[$"{9000 + number}"] = $"{Teams[number % Teams.Length]}-{number:000}";
        People =
        [
            .. Enumerable.Range(0, users).Select(number => Member(number, isUser: true)),
            new Person("7003", clientId, "collector", IsUser: false, IsActive: true, settings.Start.AddDays(-400), [Observers]),
            .. Enumerable.Range(0, principals - 1).Select(number => Member(number, isUser: false)),
        ];
        Tokens = [.. Enumerable.Range(0, tokens).Select(Token)];
    }

    /// <summary>Names by id.</summary>
    public Dictionary<string, string> Groups { get; }

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<PersonalToken> Tokens { get; }

    public IReadOnlyList<Person> At(DateTimeOffset now, bool users) => [.. People.Where(person => person.IsUser == users && person.Joined <= now)];

    private Person Member(int number, bool isUser)
    {
        var random = SeededRandom.For(_settings.Seed, isUser ? "user" : "principal", $"{number}");
        var groups = Groups.Keys.Where((_, place) => place > 0).ToList();
        var name = isUser ? $"person{number:0000}@contoso.example" : SeededRandom.Guid(_settings.Seed, "principal", $"{number}");
        return new Person(
            SeededRandom.Id(_settings.Seed, isUser ? "user" : "principal", $"{number}"), name, isUser ? $"Person {number}" : $"service-{number:000}", isUser,
            IsActive: !random.Chance(0.06), _settings.Start.AddDays(Math.Round(random.Between(-900, 30))),
            [.. number % 40 == 0 ? ["9000"] : Array.Empty<string>(), .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Pick(groups)).Distinct()]);
    }

    private PersonalToken Token(int number)
    {
        var random = SeededRandom.For(_settings.Seed, "token", $"{number}");
        var lifetime = random.Chance(0.2) ? (TimeSpan?)null : TimeSpan.FromDays(random.Pick([30, 90, 180, 365]));
        return new PersonalToken(
            SeededRandom.Hex(_settings.Seed, 16, "token", $"{number}"), random.Pick(People), $"{random.Pick(Teams)} {number}",
            _settings.Start.AddDays(Math.Round(random.Between(-Math.Min(lifetime?.TotalDays ?? 700, 700), 10))), lifetime);
    }
}
