namespace DbxServerless.Simulator.History;

/// <summary>An update of a pipeline: what really happened. Those that try the same request again share its id.</summary>
/// <param name="Type">REFRESH, FULL_REFRESH or VALIDATE.</param>
/// <param name="Result">COMPLETED, FAILED or CANCELED.</param>
public sealed record PipelineUpdate(
    Pipeline Pipeline, string UpdateId, string RequestId, string Type, string Trigger, DateTimeOffset Start, DateTimeOffset End, string Result)
{
    /// <summary>The classic cluster made for it, where it is not serverless.</summary>
    public string? ClusterId { get; init; }
}
