namespace DbxServerless.Databricks.Pipelines;

/// <summary>An expectation of a flow.</summary>
public sealed record FlowExpectation
{
    public string? Name { get; init; }

    public string? Dataset { get; init; }

    public long PassedRecords { get; init; }

    public long FailedRecords { get; init; }
}
