namespace DbxServerless.Spark.Insights.Plans;

/// <summary>What a scan reads.</summary>
/// <param name="Table">The table's name, where the plan tells.</param>
/// <param name="Location">The first path, where the plan tells.</param>
internal sealed record ScanSource(string? Table, string? Location, string? Format)
{
    /// <summary>The best name there is.</summary>
    public string? Name => Table ?? Location;

    public static ScanSource Of(PlanOperator scan)
    {
        // "Scan parquet catalog.schema.table", "PhotonScan parquet ", "BatchScan iceberg.db.t"
        var words = scan.Node.Name.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var table = words.FirstOrDefault(word => word.Contains('.', StringComparison.Ordinal) && !word.Contains('/', StringComparison.Ordinal) && !word.Contains('[', StringComparison.Ordinal));
        return new ScanSource(table, PathOf(scan.Node.Metadata.GetValueOrDefault("Location")), scan.Node.Metadata.GetValueOrDefault("Format"));
    }

    /// <summary>From <c>InMemoryFileIndex(2 paths)[s3://a/b, s3://a/c]</c> to the first path.</summary>
    private static string? PathOf(string? location)
    {
        var start = location?.IndexOf('[', StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return location is { Length: > 0 } ? location : null;
        }

        var path = location![(start + 1)..].Split(',', ']')[0].Trim();
        return path.Length > 0 ? path.TrimEnd('.') : null;
    }
}
