using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.lakeflow.jobs</c>: a row for each version of a job; the last one of a deleted job has the time of its deletion.</summary>
public sealed class Jobs(TableSource source) : SystemTable<JobsRow>(source)
{
    private const string Owner = "etl@contoso.example";

    public override string Name => "lakeflow.jobs";

    protected override IEnumerable<Shown<JobsRow>> Of(HistoryDay day) => day.JobVersions.Select(version => new Shown<JobsRow>(
        Row(version), version.ChangeTime + Delay(Source.Options.Lakeflow, version.Job.WorkspaceId, version.Job.JobId,
            version.ChangeTime.Ticks.ToString(CultureInfo.InvariantCulture))));

    private JobsRow Row(JobVersion version)
    {
        var hidden = Source.History.Workspaces.First(workspace => workspace.WorkspaceId == version.Job.WorkspaceId).CustomerManagedKeys;
        var row = new JobsRow
        {
            AccountId = Source.History.AccountId,
            WorkspaceId = version.Job.WorkspaceId,
            JobId = version.Job.JobId,
            Name = version.Name,
            Description = hidden ? "" : $"Keeps {version.Name} up to date.",
            CreatorId = "7001",
            Tags = version.Tags,
            ChangeTime = version.ChangeTime,
            DeleteTime = version.IsDeletion ? version.ChangeTime : null,
            RunAs = "7002",
        };
        if (version.ChangeTime < Source.Options.NewColumnsFrom)
            return row;
        var plan = version.Job.Plan;
        return row with
        {
            CreatorUserName = Owner,
            RunAsUserName = Owner,
            TriggerType = plan.Trigger,
            Trigger = new JobTrigger(
                plan.Trigger == "FILE_ARRIVAL" ? new JobTrigger.FileArrivalTrigger("abfss://in@contoso.dfs.core.windows.net/invoices", 60, null) : null,
                null,
                plan.Trigger == "CONTINUOUS" ? new JobTrigger.ContinuousTrigger(true) : null,
                null,
                plan.Quartz is { } quartz ? new JobTrigger.ScheduleTrigger(quartz, "UTC") : null),
            Paused = version.Paused,
            TimeoutSeconds = (long)(plan.Timeout ?? TimeSpan.Zero).TotalSeconds,
            HealthRules = [],
            CreateTime = version.Job.Created,
        };
    }
}
