namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>What the events of a flow add up to so far.</summary>
/// <param name="Pipeline">Pipeline id.</param>
/// <param name="Name">Name of the pipeline.</param>
/// <param name="Start">Milliseconds since 1970 of its first event.</param>
/// <param name="Ran">Of the event by which it ran; 0 until then.</param>
/// <param name="Last">Of its last event.</param>
/// <param name="Told">When it was last told; 0 until then.</param>
/// <param name="ToldStatus">Its status then.</param>
internal sealed record FlowSoFar(
    string Pipeline, string? Name, string Update, string Flow, string? Dataset, string Status, long Start, long Ran, long Last, long Rows, long Dropped,
    long? BacklogBytes, long? BacklogFiles, IReadOnlyDictionary<string, long> Passed, IReadOnlyDictionary<string, long> Failed, string? Error, long Told,
    string? ToldStatus)
{
    public string Key => $"{Pipeline}/{Update}/{Flow}";

    public bool IsOver => Status is "COMPLETED" or "FAILED" or "SKIPPED" or "STOPPED" or "EXCLUDED";

    /// <summary>Whether it waited before it ran: its first event is then not one from the middle.</summary>
    public bool IsSeenFromItsStart => Ran > Start;
}
