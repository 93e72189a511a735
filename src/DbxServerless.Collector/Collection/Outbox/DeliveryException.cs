using DbxServerless.Collector.Collection.State;

namespace DbxServerless.Collector.Collection.Outbox;

/// <summary>The sink did not take a part of the outbox.</summary>
internal sealed class DeliveryException(OutboxPart part, Exception cause)
    : Exception($"{part.Records} records of {part.Table} could not be delivered and wait in the outbox: {cause.Message}", cause)
{
    public const string Mend = "Nothing is lost: the next pass delivers them. If it stays so, check the sink's address, permission and space.";
}
