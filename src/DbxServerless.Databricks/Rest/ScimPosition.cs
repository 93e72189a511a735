namespace DbxServerless.Databricks;

/// <summary>Where a SCIM page stands in its collection.</summary>
/// <param name="TotalResults">How many resources there are in all.</param>
public readonly record struct ScimPosition(int TotalResults);
