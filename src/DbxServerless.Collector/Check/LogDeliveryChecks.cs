namespace DbxServerless.Collector.Check;

/// <summary>What a workspace's clusters deliver, and whether it can be read.</summary>
internal sealed record LogDeliveryChecks(IReadOnlyList<DeliveryCheck> Delivery, IReadOnlyList<DestinationCheck> Destinations);
