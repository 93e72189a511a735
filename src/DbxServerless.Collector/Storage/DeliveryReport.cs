namespace DbxServerless.Collector.Storage;

/// <summary>What became of one delivery.</summary>
/// <param name="Delivered">Records that the target accepted.</param>
/// <param name="SetAside">Records that it will never accept, with the reason; the caller keeps them where a person can find them.</param>
public sealed record DeliveryReport(int Delivered, IReadOnlyList<SetAsideRecord> SetAside);
