namespace DbxServerless.Simulator.SystemTables;

/// <summary>The <c>pricing</c> of a price period.</summary>
public sealed record Pricing(decimal? Default, PromotionalPrice? Promotional, EffectivePrice EffectiveList);
