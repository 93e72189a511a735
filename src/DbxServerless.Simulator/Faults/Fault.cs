namespace DbxServerless.Simulator.Faults;

/// <summary>Something that goes wrong, for some requests or until it is taken away.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Endpoint">
/// The requests that it hits, by method and path with <c>*</c> for anything: <c>POST /api/2.0/sql/statements</c>, <c>GET /api/*</c>, <c>*</c>.
/// Kinds that change what the workspace is like hit wherever that shows.
/// </param>
/// <param name="Times">How many times; null is until it is removed.</param>
/// <param name="Probability">How probable it is each time, drawn from the simulator's seed.</param>
/// <param name="Seconds">A time, where the kind has one.</param>
/// <param name="Target">A table, schema, volume, id or size, where the kind has one.</param>
public sealed record Fault(
    FaultKind Kind, string Endpoint = "*", int? Times = null, double Probability = 1, double? Seconds = null, string? Target = null)
{
    /// <summary>Whether <see cref="Target"/> names the system schema, or the table of it.</summary>
    internal bool IsAbout(string schema, string? table = null)
    {
        var name = Target?.StartsWith("system.", StringComparison.OrdinalIgnoreCase) == true ? Target[7..] : Target;
        return schema.Equals(name, StringComparison.OrdinalIgnoreCase) || (table is not null && $"{schema}.{table}".Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
