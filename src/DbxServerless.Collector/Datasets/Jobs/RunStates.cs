namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>States of a run as the lakeflow tables spell them, and the two that only we can tell.</summary>
internal static class RunStates
{
    /// <summary>The newest slice has no result and is recent.</summary>
    public const string Running = "RUNNING";

    /// <summary>The newest slice has no result and is old: its end was lost, or is very late.</summary>
    public const string Unknown = "UNKNOWN";

    public static bool IsFinal(string state) => state is not (Running or Unknown);
}
