namespace DbxServerless.Simulator.SystemTables;

/// <summary>The price that counts, promotions resolved.</summary>
public sealed record EffectivePrice(decimal? Default);
