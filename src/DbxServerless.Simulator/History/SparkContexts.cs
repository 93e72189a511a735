using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>Ids of the Spark contexts of clusters: a new one each time a cluster starts.</summary>
public static class SparkContexts
{
    /// <summary>A number of up to 19 digits, beyond what a double holds.</summary>
    /// <param name="clusterStart">Start of the session of the cluster.</param>
    public static string IdOf(int seed, string clusterId, DateTimeOffset clusterStart)
    {
        var bits = ulong.Parse(
            SeededRandom.Hex(seed, 16, "spark context", clusterId, clusterStart.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)), NumberStyles.HexNumber);
        return (bits & long.MaxValue).ToString(CultureInfo.InvariantCulture);
    }
}
