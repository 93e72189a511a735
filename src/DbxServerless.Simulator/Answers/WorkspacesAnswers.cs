namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>workspaces</c>.</summary>
internal sealed class WorkspacesAnswers : DatasetAnswers
{
    public override string Dataset => "workspaces";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = reading => Result.Of(reading.WorkspacesLatest
            .Where(row => reading.IsWanted(row.WorkspaceId))
            .Select(row => new WorkspaceRow(row.WorkspaceId, row.WorkspaceName, row.WorkspaceUrl, row.Status, row.CreateTime))),
    };

    private sealed record WorkspaceRow(string WorkspaceId, string? WorkspaceName, string? WorkspaceUrl, string? Status, DateTimeOffset CreateTime);
}
