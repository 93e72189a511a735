namespace DbxServerless.Simulator.SystemTables;

/// <summary>Whose usage it is, in billing.</summary>
public sealed record IdentityMetadata(string? RunAs, string? CreatedBy, string? OwnedBy, string? RunBy);
