namespace DbxServerless.Databricks.Jobs;

/// <summary>A page of <c>jobs/list</c>.</summary>
internal sealed record JobPage
{
    public IReadOnlyList<Job> Jobs { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
