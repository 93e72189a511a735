using System.Text.RegularExpressions;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements by which a connection and its grants are checked: <c>SELECT 1</c>, from nothing or from one table.</summary>
internal sealed partial class CheckAnswers : DatasetAnswers
{
    private static readonly Row One = new(1);

    public override string Dataset => "check";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["connection"] = _ => Result.Of<Row>([One]),
        ["any_row"] = AnyRow,
        ["jobs"] = reading => Objects(reading, reading.Jobs.Select(row => (row.WorkspaceId, row.JobId, row.ChangeTime, row.DeleteTime))),
        ["pipelines"] = reading => Objects(reading, reading.Pipelines.Select(row => (row.WorkspaceId, row.PipelineId, row.ChangeTime, row.DeleteTime))),
        ["clusters"] = reading => Objects(
            reading,
            reading.Clusters.Where(row => row.ClusterSource is "UI" or "API").Select(row => (row.WorkspaceId, row.ClusterId, row.ChangeTime, row.DeleteTime))),
    };

    private static Result Objects(Reading reading, IEnumerable<(string Workspace, string Id, DateTimeOffset Changed, DateTimeOffset? Deleted)> versions) => Result.Of(
        versions.Where(version => version.Workspace == reading.Text("workspace_id"))
            .GroupBy(version => version.Id).Select(same => same.MaxBy(version => version.Changed))
            .Where(newest => newest.Deleted is null).Select(newest => new IdRow(newest.Id)));

    private static Result AnyRow(Reading reading)
    {
        var name = FromTable().Match(reading.Statement).Groups[1].Value;
        var table = reading.Catalog.Tables.First(table => table.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return Result.Of<Row>(table.RowsAt(reading.At).Any() ? [One] : []);
    }

    [GeneratedRegex(@"\bFROM\s+system\.(\w+\.\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex FromTable();

    private sealed record Row(int Found);

    private sealed record IdRow(string Id);
}
