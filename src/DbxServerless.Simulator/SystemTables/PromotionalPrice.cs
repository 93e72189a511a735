namespace DbxServerless.Simulator.SystemTables;

/// <summary>A price for a time, lower than the default.</summary>
public sealed record PromotionalPrice(decimal? Default);
