using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Clusters;

/// <summary>A cluster at an instant.</summary>
/// <param name="Version">Its newest version.</param>
/// <param name="Session">The session that it is in or was in last.</param>
internal sealed record ClusterNow(ClusterVersion Version, ClusterSession? Session, DateTimeOffset Now)
{
    /// <summary>How long a cluster takes to start.</summary>
    public static readonly TimeSpan Startup = TimeSpan.FromSeconds(110);

    public Cluster Cluster => Version.Cluster;

    /// <summary>People share it, so that it stays when it is terminated.</summary>
    public bool IsShared => Cluster.Source == "UI";

    /// <summary>When it was terminated last; null while it runs.</summary>
    public DateTimeOffset? End => Session is null ? Cluster.Created : Session.End > Now ? null : Session.End;

    public string State => End is not null ? "TERMINATED" : Session!.Start + Startup > Now ? "PENDING" : "RUNNING";
}
