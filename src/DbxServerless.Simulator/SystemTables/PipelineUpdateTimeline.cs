using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.lakeflow.pipeline_update_timeline</c>: updates in slices, of which only the last has a result.</summary>
public sealed class PipelineUpdateTimeline(TableSource source) : SystemTable<PipelineUpdateTimelineRow>(source)
{
    public override string Name => "lakeflow.pipeline_update_timeline";

    protected override IEnumerable<Shown<PipelineUpdateTimelineRow>> Of(HistoryDay day) => day.PipelineUpdates.SelectMany(update =>
        Slices.Of(update.Start, update.End, Source.Options).Select(slice => new Shown<PipelineUpdateTimelineRow>(
            Row(update, slice.Start, slice.End, slice.IsLast),
            slice.End + Delay(Source.Options.Lakeflow, update.UpdateId, slice.Start.Ticks.ToString(CultureInfo.InvariantCulture)))));

    private PipelineUpdateTimelineRow Row(PipelineUpdate update, DateTimeOffset start, DateTimeOffset end, bool isLast) => new()
    {
        AccountId = Source.History.AccountId,
        WorkspaceId = update.Pipeline.WorkspaceId,
        PipelineId = update.Pipeline.PipelineId,
        UpdateId = update.UpdateId,
        UpdateType = update.Type,
        RequestId = update.RequestId,
        RunAsUserName = "etl@contoso.example",
        TriggerType = update.Trigger,
        TriggerDetails = update.Trigger == "JOB_TASK" ? new TriggerDetails(new TriggerDetails.JobTaskDetails("1", "2", null)) : null,
        ResultState = isLast ? update.Result : null,
        Compute = update.ClusterId is { } cluster ? new PipelineCompute("CLUSTER", cluster) : new PipelineCompute("SERVERLESS", null),
        PeriodStartTime = start,
        PeriodEndTime = end,
        RefreshSelection = [],
        FullRefreshSelection = [],
        ResetCheckpointSelection = [],
    };
}
