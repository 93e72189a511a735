using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.lakeflow.job_tasks</c>: a row for each version of a task; tasks change with their job.</summary>
public sealed class JobTasks(TableSource source) : SystemTable<JobTasksRow>(source)
{
    public override string Name => "lakeflow.job_tasks";

    protected override IEnumerable<Shown<JobTasksRow>> Of(HistoryDay day) => day.JobVersions.SelectMany(version => version.Job.Tasks.Select(task =>
        new Shown<JobTasksRow>(
            new JobTasksRow
            {
                AccountId = Source.History.AccountId,
                WorkspaceId = version.Job.WorkspaceId,
                JobId = version.Job.JobId,
                TaskKey = task.Key,
                DependsOnKeys = task.Value,
                ChangeTime = version.ChangeTime,
                DeleteTime = version.IsDeletion ? version.ChangeTime : null,
                TimeoutSeconds = version.ChangeTime < Source.Options.NewColumnsFrom ? null : 0,
                HealthRules = version.ChangeTime < Source.Options.NewColumnsFrom ? null : [],
            },
            version.ChangeTime + Delay(Source.Options.Lakeflow, version.Job.WorkspaceId, version.Job.JobId, task.Key,
                version.ChangeTime.Ticks.ToString(CultureInfo.InvariantCulture)))));
}
