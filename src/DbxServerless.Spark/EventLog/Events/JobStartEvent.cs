using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>A Spark job starts. Its properties tell which Databricks run it belongs to.</summary>
internal sealed class JobStartEvent
{
    private const int MaxDescription = 1000;

    public long JobId { get; private set; }

    public long? SubmissionTime { get; private set; }

    public List<long> StageIds { get; private set; } = [];

    public string? Description { get; private set; }

    public string? JobGroup { get; private set; }

    public string? SchedulerPool { get; private set; }

    public long? SqlExecutionId { get; private set; }

    public long? RootSqlExecutionId { get; private set; }

    public DatabricksRun Run { get; private set; } = new();

    public static JobStartEvent Read(ref JsonTokens json, StringPool strings)
    {
        var job = new JobStartEvent();
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("Job ID"u8))
            {
                job.JobId = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("Submission Time"u8))
            {
                job.SubmissionTime = json.ReadNumber();
            }
            else if (json.ValueTextEquals("Stage IDs"u8))
            {
                job.StageIds = json.ReadNumbers();
            }
            else if (json.ValueTextEquals("Properties"u8))
            {
                job.ReadProperties(ref json, strings);
            }
            else
            {
                json.SkipValue();
            }
        }

        job.Run = job.Run.WithJobGroup(job.JobGroup);
        return job;
    }

    private void ReadProperties(ref JsonTokens json, StringPool strings)
    {
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            switch (json.PropertyHere(strings))
            {
                case "spark.job.description":
                    Description = json.ReadFreeText(MaxDescription);
                    break;
                case "spark.jobGroup.id":
                    JobGroup = json.ReadText(strings);
                    break;
                case "spark.scheduler.pool":
                    SchedulerPool = json.ReadText(strings);
                    break;
                case "spark.sql.execution.id":
                    SqlExecutionId = json.ReadNumber();
                    break;
                case "spark.databricks.execution.rootSqlExecutionId" or "spark.sql.execution.root.id":
                    RootSqlExecutionId = json.ReadNumber();
                    break;
                case "orgId":
                    Run = Run with { WorkspaceId = json.ReadText(strings) };
                    break;
                case "spark.databricks.job.id":
                    Run = Run with { JobId = json.ReadText(strings) };
                    break;
                case "spark.databricks.job.parentRunId":
                    Run = Run with { JobRunId = json.ReadText(strings) };
                    break;
                case "spark.databricks.job.runId":
                    Run = Run with { TaskRunId = json.ReadText(strings) };
                    break;
                case "spark.databricks.job.type":
                    Run = Run with { TaskType = json.ReadText(strings) };
                    break;
                case "spark.databricks.job.taskKey":
                    Run = Run with { TaskKey = json.ReadText(strings) };
                    break;
                case "spark.databricks.workload.name":
                    Run = Run with { WorkloadName = json.ReadText(strings) };
                    break;
                case "spark.databricks.notebook.path":
                    Run = Run with { NotebookPath = json.ReadText(strings) };
                    break;
                case "spark.databricks.notebook.id":
                    Run = Run with { NotebookId = json.ReadText(strings) };
                    break;
                case "user":
                    Run = Run with { User = json.ReadText(strings) };
                    break;
                case "spark.databricks.clusterUsageTags.clusterId":
                    Run = Run with { ClusterId = json.ReadText(strings) };
                    break;
                default:
                    json.SkipValue();
                    break;
            }
        }
    }
}
