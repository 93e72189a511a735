namespace DbxServerless.Simulator.History;

/// <summary>One workspace of the simulated account.</summary>
/// <param name="CustomerManagedKeys">Its texts never show in system tables, and its query history is late by up to a day.</param>
public sealed record AccountWorkspace(
    string WorkspaceId, string Name, string Url, DateTimeOffset CreateTime, string Status, bool CustomerManagedKeys);
