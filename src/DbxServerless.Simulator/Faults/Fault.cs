namespace DbxServerless.Simulator.Faults;

/// <summary>Something that goes wrong, for some requests or until it is taken away.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>
    /// The requests that it hits, by method and path with <c>*</c> for anything: <c>POST /api/2.0/sql/statements</c>, <c>GET /api/*</c>, <c>*</c>.
    /// </summary>
    public string Endpoint { get; init; } = "*";

    /// <summary>How many times; null is until it is removed.</summary>
    public int? Times { get; init; }

    /// <summary>How probable it is each time, drawn from the simulator's seed.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>A time, where the kind has one.</summary>
    public double? Seconds { get; init; }

    /// <summary>A table, schema or size, where the kind has one.</summary>
    public string? Target { get; init; }
}
