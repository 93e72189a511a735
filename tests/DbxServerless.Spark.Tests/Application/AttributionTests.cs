using DbxServerless.Spark.Tests.EventLog;

namespace DbxServerless.Spark.Tests.Application;

public sealed class AttributionTests
{
    [Fact]
    public async Task Two_runs_interleaved_in_one_log_keep_their_stages_apart()
    {
        var application = await new EventLogBuilder().Metadata().ApplicationStart()
            .JobStart(0, [0], 2000, Run("7", "70", "700")).JobStart(1, [1], 2050, Run("8", "80", "800"))
            .StageSubmitted(0, 2010).StageSubmitted(1, 2060)
            .TaskEnd(new(1, 0)).TaskEnd(new(2, 1)).TaskEnd(new(3, 1))
            .StageCompleted(0, 2010, 5000).StageCompleted(1, 2060, 5100).JobEnd(0, 5200).JobEnd(1, 5300)
            .ReadAsync();

        application.Stages[0].Job!.Run.JobId.ShouldBe("7");
        application.Stages[0].Job!.Run.JobRunId.ShouldBe("70");
        application.Stages[0].Job!.Run.TaskRunId.ShouldBe("700");
        application.Stages[1].Job!.Run.JobRunId.ShouldBe("80");
        application.Jobs[1].Stages.ShouldHaveSingleItem().Tasks.Totals.Tasks.ShouldBe(2);
    }

    [Fact]
    public async Task An_interactive_job_has_no_job_or_run()
    {
        var application = await new EventLogBuilder()
            .JobStart(0, [0], 2000, ("spark.jobGroup.id", "123_456_abcdef"), ("spark.databricks.workload.name", "commandRun"), ("orgId", "99"))
            .ReadAsync();

        var run = application.Jobs[0].Run;
        run.JobId.ShouldBeNull();
        run.TaskRunId.ShouldBeNull();
        run.WorkloadName.ShouldBe("commandRun");
        run.WorkspaceId.ShouldBe("99");
    }

    [Fact]
    public async Task The_job_group_tells_job_and_task_run_when_the_properties_do_not()
    {
        var application = await new EventLogBuilder()
            .JobStart(0, [0], 2000, ("spark.jobGroup.id", "4262958645734505346_7478313184954798206_job-1041940726383495-run-922419916208772-action-3622350589488936"))
            .ReadAsync();

        application.Jobs[0].Run.JobId.ShouldBe("1041940726383495");
        application.Jobs[0].Run.TaskRunId.ShouldBe("922419916208772");
    }

    [Fact]
    public async Task A_stage_that_several_jobs_name_belongs_to_the_one_that_ran_it()
    {
        var application = await new EventLogBuilder()
            .JobStart(0, [0], 2000).JobEnd(0, 3000).JobStart(1, [0, 1], 4000).StageSubmitted(0, 2010).StageSubmitted(1, 4010)
            .StageSubmitted(0, 4500, attempt: 1)
            .JobEnd(1, 9000).ReadAsync();

        application.Stages.Select(stage => (stage.StageId, stage.Attempt, stage.Job!.JobId)).ShouldBe([(0, 0, 0), (0, 1, 1), (1, 0, 1)]);
    }

    [Fact]
    public async Task Skipped_stages_are_no_stages()
    {
        var application = await new EventLogBuilder().JobStart(0, [0, 1, 2]).StageSubmitted(2).StageCompleted(2).ReadAsync();

        application.Stages.ShouldHaveSingleItem().StageId.ShouldBe(2);
        application.Totals.Stages.ShouldBe(1);
    }

    [Fact]
    public async Task Ids_beyond_53_bits_keep_every_digit()
    {
        var application = await new EventLogBuilder().Metadata("8880912756278443690").ReadAsync();

        application.SparkContextId.ShouldBe("8880912756278443690");
        application.SparkVersion.ShouldBe("3.4.1");
    }

    [Fact]
    public async Task The_cluster_comes_from_the_last_environment()
    {
        const string Tags = "spark.databricks.clusterUsageTags.";
        var application = await new EventLogBuilder()
            .Environment((Tags + "clusterId", "old"))
            .Environment((Tags + "clusterId", "0101-abc"), (Tags + "sparkVersion", "13.3.x-photon-scala2.12"), (Tags + "orgId", "8721196619973675"), (Tags + "clusterWorkers", "2"))
            .ReadAsync();

        application.Cluster!.ClusterId.ShouldBe("0101-abc");
        application.Cluster.WorkspaceId.ShouldBe("8721196619973675");
        application.Cluster.RuntimeVersion.ShouldBe("13.3.x-photon-scala2.12");
        application.Cluster.Workers.ShouldBe(2);
    }

    [Fact]
    public async Task A_log_from_elsewhere_has_no_cluster() =>
        (await new EventLogBuilder().Environment(("spark.app.name", "x")).ReadAsync()).Cluster.ShouldBeNull();

    private static (string Key, string Value)[] Run(string job, string jobRun, string taskRun) =>
    [
        ("spark.databricks.job.id", job), ("spark.databricks.job.parentRunId", jobRun), ("spark.databricks.job.runId", taskRun),
    ];
}
