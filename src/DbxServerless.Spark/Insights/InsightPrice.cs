namespace DbxServerless.Spark.Insights;

/// <summary>
/// What a core-hour of the run costs. Either <see cref="PerCoreHour"/> is given (a price book knows it), or it follows from
/// the price of one worker node for an hour divided by the node's cores: <see cref="VmPerNodeHour"/> (the machine) plus
/// <see cref="DbuPrice"/> (money per DBU) times <see cref="DbuPerNodeHour"/> (DBUs that the node type uses in an hour).
/// Nothing is assumed: a part that is not given is not in the amount, and without any part there is no amount.
/// The driver's node is not part of it, because findings claim the time of workers.
/// </summary>
public sealed record InsightPrice
{
    public const string Estimated = "estimated";
    public const string Allocated = "allocated";
    public const string Billed = "billed";

    /// <summary>Code of the currency, for example <c>USD</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>Price of one DBU (<c>--dbu-price</c>). Says nothing without <see cref="DbuPerNodeHour"/>.</summary>
    public decimal? DbuPrice { get; init; }

    /// <summary>DBUs that one worker node uses in an hour (<c>--dbu-per-node-hour</c>); the node type and Photon decide it.</summary>
    public decimal? DbuPerNodeHour { get; init; }

    /// <summary>Price of one worker's machine for an hour (<c>--vm-price</c>).</summary>
    public decimal? VmPerNodeHour { get; init; }

    /// <summary>Price of a core-hour, all included. Goes before the others.</summary>
    public decimal? PerCoreHour { get; init; }

    /// <summary><see cref="Estimated"/>, <see cref="Allocated"/> or <see cref="Billed"/>.</summary>
    public string Basis { get; init; } = Estimated;

    /// <summary>Why the amount lacks a part that was asked for, and the mend; null when it lacks none.</summary>
    public string? Missing(double? coresPerNode) => (PerCoreHour, DbuPrice, DbuPerNodeHour, VmPerNodeHour) switch
    {
        (not null, _, _, _) => null,
        (_, not null, null, null) => "The price of a DBU is given, but not how many DBUs a node uses in an hour: give --dbu-per-node-hour. There are no amounts.",
        (_, not null, null, not null) => "The price of a DBU is given, but not how many DBUs a node uses in an hour: give --dbu-per-node-hour. Amounts are those of the machines alone.",
        (_, null, null, null) => null,
        _ when coresPerNode is not > 0 => "The log does not tell how many cores a node has, so that a node's price is no price of core-hours. There are no amounts.",
        _ => null,
    };

    /// <summary>Null when it does not follow from what is given.</summary>
    public decimal? OfCoreHour(double? coresPerNode)
    {
        if (PerCoreHour is not null)
        {
            return PerCoreHour;
        }

        var perNodeHour = (VmPerNodeHour, DbuPrice * DbuPerNodeHour) switch
        {
            (null, null) => (decimal?)null,
            var (vm, dbu) => (vm ?? 0) + (dbu ?? 0),
        };
        return coresPerNode is > 0 and var cores ? perNodeHour / (decimal)cores : null;
    }
}
