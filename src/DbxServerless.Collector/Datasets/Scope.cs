namespace DbxServerless.Collector.Datasets;

/// <summary>One unit of collection: a workspace (by name), a region (by name) or the account.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Name">Workspace or region name from the settings; <c>account</c> for the account. Lower case, safe as a file name.</param>
public sealed record Scope(ScopeKind Kind, string Name)
{
    public static Scope Account { get; } = new(ScopeKind.Account, "account");

    public override string ToString() => Kind == ScopeKind.Account ? "account" : $"{Kind.ToString().ToLowerInvariant()}:{Name}";
}
