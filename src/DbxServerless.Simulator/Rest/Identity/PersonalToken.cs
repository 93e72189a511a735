namespace DbxServerless.Simulator.Rest.Identity;

/// <summary>A personal access token of somebody.</summary>
/// <param name="Lifetime">Null when it never expires.</param>
internal sealed record PersonalToken(string Id, Person Owner, string Comment, DateTimeOffset Created, TimeSpan? Lifetime)
{
    // The service forgets an expired token after a while.
    public bool IsListedAt(DateTimeOffset now) => Created <= now && (Lifetime is null || Created + Lifetime > now - TimeSpan.FromDays(7));
}
