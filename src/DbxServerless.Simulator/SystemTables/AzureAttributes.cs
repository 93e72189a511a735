namespace DbxServerless.Simulator.SystemTables;

/// <summary>The <c>azure_attributes</c> of a cluster.</summary>
public sealed record AzureAttributes(int? FirstOnDemand, string? Availability, double? SpotBidMaxPrice);
