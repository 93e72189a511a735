namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>Whether a user or service principal may sign in.</summary>
internal static class MemberStatus
{
    public const string Active = "active";
    public const string Inactive = "inactive";

    public static string Of(bool isActive) => isActive ? Active : Inactive;

    /// <summary>How many have each status; both are there.</summary>
    public static IReadOnlyDictionary<string, int> Count(IReadOnlyCollection<string> statuses) => new[] { Active, Inactive }.Union(statuses)
        .ToDictionary(status => status, status => statuses.Count(candidate => candidate == status));
}
