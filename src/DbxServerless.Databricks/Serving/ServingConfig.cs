namespace DbxServerless.Databricks.Serving;

/// <summary>What an endpoint serves.</summary>
public sealed record ServingConfig
{
    public IReadOnlyList<ServedEntity> ServedEntities { get; init => field = value ?? []; } = [];
}
