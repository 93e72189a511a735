namespace DbxServerless.Simulator.Logs;

/// <summary>One life of a driver: what one event log is about.</summary>
/// <param name="IsShared">Whether the cluster is one that many runs share.</param>
public sealed record LogContext(
    string WorkspaceId, string ClusterId, string ContextId, bool IsShared, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<LoggedRun> Runs)
{
    /// <summary>The folder below the cluster's, which carries the driver's address.</summary>
    public string DriverFolder => $"{ClusterId}_10_139_64_{4 + (ContextId[^1] - '0')}";
}
