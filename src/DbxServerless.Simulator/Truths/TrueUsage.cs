namespace DbxServerless.Simulator.Truths;

/// <summary>What was really used of a SKU on a day.</summary>
/// <param name="WorkspaceId">Null for usage of the account itself.</param>
/// <param name="CostUsd">At the list price of the time; null where there is none.</param>
public sealed record TrueUsage(string? WorkspaceId, string SkuName, DateOnly Day, decimal Dbus, decimal? CostUsd);
