namespace DbxServerless.Databricks.Jobs;

/// <summary>A page of <c>runs/list</c>.</summary>
internal sealed record RunPage
{
    public IReadOnlyList<Run> Runs { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
