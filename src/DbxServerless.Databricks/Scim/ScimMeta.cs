namespace DbxServerless.Databricks.Scim;

/// <summary>What SCIM says about a resource.</summary>
/// <param name="ResourceType">Of a group: WorkspaceGroup, or Group when it is the account's.</param>
public sealed record ScimMeta(string? ResourceType);
