namespace DbxServerless.Simulator.History;

/// <summary>The time in which a warehouse ran, from the request to start to the stop.</summary>
/// <param name="Ready">When it had started.</param>
/// <param name="Scalings">When it went to another number of clusters.</param>
public sealed record WarehouseSession(
    Warehouse Warehouse, DateTimeOffset Start, DateTimeOffset Ready, DateTimeOffset End, IReadOnlyList<(DateTimeOffset At, int Clusters)> Scalings);
