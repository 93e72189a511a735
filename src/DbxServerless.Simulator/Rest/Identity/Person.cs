namespace DbxServerless.Simulator.Rest.Identity;

/// <summary>A user or service principal.</summary>
/// <param name="Name">Address of a user, application id of a service principal.</param>
/// <param name="Groups">Ids of the groups that it is in.</param>
internal sealed record Person(string Id, string Name, string DisplayName, bool IsUser, bool IsActive, DateTimeOffset Joined, IReadOnlyList<string> Groups);
