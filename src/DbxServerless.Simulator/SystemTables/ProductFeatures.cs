namespace DbxServerless.Simulator.SystemTables;

/// <summary>How a product was used, in billing.</summary>
public sealed record ProductFeatures(
    string? JobsTier, string? SqlTier, string? DltTier, bool? IsServerless, bool? IsPhoton, string? ServingType, string? PerformanceTarget);
