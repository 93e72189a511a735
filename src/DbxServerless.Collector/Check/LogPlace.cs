using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;

namespace DbxServerless.Collector.Check;

/// <summary>Where logs are delivered to, as grants see it: who may read one folder of a volume, of a mount or of DBFS may read all of them.</summary>
/// <param name="Name">A volume, or a folder at the top of DBFS or of its mounts.</param>
/// <param name="Folders">The destinations in it that clusters, jobs or policies name.</param>
/// <param name="Clusters">Those that deliver there: the first ones most probably have.</param>
internal sealed record LogPlace(string Name, IReadOnlyList<string> Folders, IReadOnlyList<Cluster> Clusters)
{
    /// <param name="clusters">Clusters that deliver.</param>
    /// <param name="others">Destinations that clusters will have.</param>
    public static IReadOnlyList<LogPlace> Of(IEnumerable<Cluster> clusters, IEnumerable<string> others)
    {
        var delivering = clusters.DistinctBy(cluster => cluster.ClusterId).ToLookup(cluster => NameOf(cluster.ClusterLogConf!.Destination!));
        return
        [
            .. delivering.SelectMany(cluster => cluster).Select(cluster => cluster.ClusterLogConf!.Destination!).Concat(others).Distinct()
                .GroupBy(NameOf)
                .OrderBy(place => place.Key, StringComparer.Ordinal)
                .Select(place => new LogPlace(place.Key, [.. place], [.. delivering[place.Key].OrderBy(IsAlive).ThenByDescending(Ended).ThenBy(Started)])),
        ];
    }

    public bool IsVolume => WorkspaceFiles.GrantsOf(Name, "") is not null;

    public static string NameOf(string destination)
    {
        var parts = WorkspaceFiles.Normal(destination).Split('/');
        return parts[1] switch
        {
            "Volumes" => string.Join('/', parts.Take(5)),
            "mnt" => $"dbfs:{string.Join('/', parts.Take(3))}",
            _ => $"dbfs:/{parts[1]}",
        };
    }

    private static bool IsAlive(Cluster cluster) => cluster.TerminatedTime == 0;

    private static long Ended(Cluster cluster) => cluster.TerminatedTime;

    private static long Started(Cluster cluster) => cluster.StartTime;
}
