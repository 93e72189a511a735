namespace DbxServerless.Simulator.History;

/// <summary>A pipeline from its creation to its deletion.</summary>
/// <param name="Type">ETL_PIPELINE, MATERIALIZED_VIEW, STREAMING_TABLE, INGESTION_PIPELINE …</param>
public sealed record Pipeline(string WorkspaceId, string PipelineId, string Name, string Type, bool IsServerless, DateTimeOffset Created, DateTimeOffset? Deleted);
