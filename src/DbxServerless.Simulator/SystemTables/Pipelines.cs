using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.lakeflow.pipelines</c>: a row for each version of a pipeline.</summary>
public sealed class Pipelines(TableSource source) : SystemTable<PipelinesRow>(source)
{
    public override string Name => "lakeflow.pipelines";

    protected override IEnumerable<Shown<PipelinesRow>> Of(HistoryDay day) => day.PipelineVersions.Select(version => new Shown<PipelinesRow>(
        new PipelinesRow
        {
            AccountId = Source.History.AccountId,
            WorkspaceId = version.Pipeline.WorkspaceId,
            PipelineId = version.Pipeline.PipelineId,
            PipelineType = version.Pipeline.Type,
            Name = version.Name,
            CreatedBy = "etl@contoso.example",
            RunAs = "etl@contoso.example",
            Tags = new Dictionary<string, string>(),
            Settings = new PipelineSettings(true, false, version.Pipeline.Type == "STREAMING_TABLE", version.Pipeline.IsServerless, "ADVANCED", "CURRENT"),
            Configuration = new Dictionary<string, string>(),
            ChangeTime = version.ChangeTime,
            DeleteTime = version.IsDeletion ? version.ChangeTime : null,
            CreateTime = version.ChangeTime < Source.Options.NewColumnsFrom ? null : version.Pipeline.Created,
        },
        version.ChangeTime + Delay(Source.Options.Lakeflow, version.Pipeline.PipelineId, version.ChangeTime.Ticks.ToString(CultureInfo.InvariantCulture))));
}
