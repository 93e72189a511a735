namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>What one poll of pipeline events leaves to the next.</summary>
/// <param name="Pipelines">How far the events of each pipeline were read, by its id.</param>
/// <param name="Flows">Flows that are not over, or were in the last day.</param>
internal sealed record FlowMemory(IReadOnlyDictionary<string, ReadEvents> Pipelines, IReadOnlyList<FlowSoFar> Flows);
