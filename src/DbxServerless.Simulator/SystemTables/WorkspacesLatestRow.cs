namespace DbxServerless.Simulator.SystemTables;

/// <summary>A workspace of the account as it is.</summary>
public sealed record WorkspacesLatestRow(
    string AccountId, string WorkspaceId, string? WorkspaceName, string? WorkspaceUrl, DateTimeOffset CreateTime, string? Status);
