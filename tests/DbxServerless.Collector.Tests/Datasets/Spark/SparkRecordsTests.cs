using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Datasets.Spark;
using DbxServerless.Collector.Tests.Collection;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Insights;
using DbxServerless.Testing.EventLogs;

namespace DbxServerless.Collector.Tests.Datasets.Spark;

public sealed class SparkRecordsTests
{
    private const string Sent = "DbxSparkInsights";

    [Fact]
    public async Task A_shared_context_has_a_record_for_each_run_and_one_for_what_no_run_did()
    {
        var records = SparkRecords.Of(await SparkFixture.SharedLog().ReadAsync(), SparkFixture.Origin);

        records.Applications.Select(application => (application.RunId, application.Tasks, application.Jobs, application.IsShared)).ShouldBe(
            [("501", 16, 1, true), ("502", 24, 2, true), (null, 4, 1, true)]);
        records.Stages.Select(stage => (stage.StageId, stage.RunId, stage.TaskRunId, stage.TaskKey)).ShouldBe(
            [("0", "501", "9001", "load"), ("1", "502", "9002", "load"), ("2", "502", "9003", "report"), ("3", null, null, null)], ignoreOrder: true);
        records.Queries.Select(query => (query.QueryId, query.RunId, query.TaskKey)).ShouldBe([("1", "501", "load"), ("2", "502", "load")]);
    }

    [Fact]
    public async Task Insights_belong_to_the_run_that_they_are_about()
    {
        var records = SparkRecords.Of(await SparkFixture.SharedLog().ReadAsync(), SparkFixture.Origin);

        records.Insights.Where(insight => insight.Rule == "spill").ShouldHaveSingleItem().RunId.ShouldBe("501");
        records.Insights.Where(insight => insight.Rule == "failed-job").ShouldHaveSingleItem().RunId.ShouldBe("502");
        records.Insights.Where(insight => insight.ExecutorId is not null).ShouldAllBe(insight => insight.RunId == null);
        foreach (var application in records.Applications)
        {
            var own = records.Insights.Where(insight => insight.RunId == application.RunId).ToList();
            (application.Insights, application.WastedCoreHours!.Value).ShouldBe((own.Count, Math.Round(own.Sum(insight => insight.CoreHours ?? 0), 6)));
            own.ShouldAllBe(insight => insight.AnalysisId == application.AnalysisId);
        }
    }

    [Fact]
    public async Task A_run_that_has_the_context_to_itself_owns_all_of_it()
    {
        var log = SparkFixture.Cluster().Stage(0, 0, TaskSpec.Many(8, new TaskSpec { RunMs = 10_000 }));
        var records = SparkRecords.Of(await log.ReadAsync(), SparkFixture.OriginOfOneRun);

        var application = records.Applications.ShouldHaveSingleItem();
        (application.RunId, application.TaskRunId, application.TaskKey, application.LogicalJob, application.Tasks).ShouldBe(("503", "9004", "load", "orders", 8));
        application.Amount.ShouldBe(Math.Round((decimal)application.CoreHours!.Value * 0.25m, 6));
    }

    [Fact]
    public async Task Analysed_again_a_log_gives_the_same_records()
    {
        var one = await CollectAsync(await SparkFixture.RecordsAsync());
        var other = await CollectAsync(await SparkFixture.RecordsAsync());

        other.ShouldBe(one);
        one.Select(record => record.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task Another_price_changes_amounts_and_no_identity()
    {
        var application = await SparkFixture.SharedLog().ReadAsync();
        var billed = SparkFixture.Origin with { Price = new InsightPrice { Currency = "EUR", PerCoreHour = 0.5m, Basis = InsightPrice.Billed } };
        var (estimated, restated) = (SparkRecords.Of(application, SparkFixture.Origin), SparkRecords.Of(application, billed));

        (await CollectAsync(restated)).Select(record => record.Id).ShouldBe((await CollectAsync(estimated)).Select(record => record.Id));
        restated.Insights.Sum(insight => insight.Amount ?? 0).ShouldBe(estimated.Insights.Sum(insight => insight.Amount ?? 0) * 2, 0.000_01m);
        restated.Insights.Where(insight => insight.Amount is not null).ShouldAllBe(insight => insight.Basis == "billed");
        restated.Applications.Select(record => record.AnalysisId).ShouldBe(estimated.Applications.Select(record => record.AnalysisId));
    }

    [Fact]
    public async Task Without_a_price_there_are_no_amounts()
    {
        var records = SparkRecords.Of(await SparkFixture.LogOfOneRun().ReadAsync(), SparkFixture.OriginOfOneRun with { Price = null });

        records.Applications.ShouldAllBe(application => application.Amount == null && application.WastedAmount == null && application.Currency == null && application.Basis == null);
        records.Insights.ShouldAllBe(insight => insight.Amount == null && insight.Currency == null);
    }

    [Fact]
    public async Task Of_many_stages_the_failed_and_the_costly_ones_become_records()
    {
        var log = SparkFixture.Cluster().Stage(0, 0, TaskSpec.Many(2, new TaskSpec { RunMs = 10 }), failure: "broken");
        for (var stage = 1; stage <= 10; stage++)
            log.Stage(stage, stage * 20_000, TaskSpec.Many(2, new TaskSpec { RunMs = 100 * stage }));
        var records = SparkRecords.Of(await log.ReadAsync(), SparkFixture.OriginOfOneRun with { MostDetails = 3 });

        records.Stages.Select(stage => stage.StageId).ShouldBe(["0", "10", "9"]);
        records.Applications.Single().Stages.ShouldBe(11);
    }

    [Fact]
    public async Task A_log_without_any_time_takes_the_origins()
    {
        var records = SparkRecords.Of(await ReadAsync("""{"Event":"SparkListenerEnvironmentUpdate","Spark Properties":{}}"""), SparkFixture.OriginOfOneRun with { Runs = [] });

        records.Applications.ShouldHaveSingleItem().RunStartTime.ShouldBe(SparkFixture.Origin.Time);
    }

    [Fact]
    public async Task A_runs_event_time_stays_when_others_come_to_share_its_context()
    {
        var alone = SparkFixture.Cluster().Job(9_000_000, 9_010_000, [0], properties: SparkFixture.RunOf("777", "9009"));
        var shared = SparkFixture.Cluster().Job(9_000_000, 9_010_000, [0], properties: SparkFixture.RunOf("777", "9009"))
            .Job(9_900_000, 9_910_000, [1], properties: SparkFixture.RunOf("778", "9010"));
        var origin = SparkFixture.Origin with { Runs = [] };
        var before = SparkRecords.Of(await alone.ReadAsync(), origin).Applications.Single();
        var after = SparkRecords.Of(await shared.ReadAsync(), origin).Applications.Single(application => application.RunId == "777");

        (after.RunStartTime, before.IsShared, after.IsShared).ShouldBe((before.RunStartTime, false, true));
    }

    [Fact]
    public async Task The_engine_sends_and_counts_each_once_and_a_new_version_when_the_price_changes()
    {
        var host = new CollectionHost([.. new SparkRecords().ToCollect()]);
        var application = await SparkFixture.LogOfOneRun().ReadAsync();
        await HandOverAsync(host, SparkRecords.Of(application, SparkFixture.OriginOfOneRun));
        var first = host.Sink.Lines(Sent).Count;
        await HandOverAsync(host, SparkRecords.Of(application, SparkFixture.OriginOfOneRun));
        host.Sink.Lines(Sent).Count.ShouldBe(first);

        var dearer = new InsightPrice { Currency = "EUR", PerCoreHour = 1m, Basis = InsightPrice.Billed };
        var restated = SparkRecords.Of(application, SparkFixture.OriginOfOneRun with { Price = dearer });
        await HandOverAsync(host, restated);

        host.Sink.Lines(Sent).Count.ShouldBe(first + restated.Insights.Count(insight => insight.Amount is not null));
        host.Sample("spark_applications.collection", "databricks_spark_applications_total")!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_partial_log_is_counted_when_it_is_whole()
    {
        var host = new CollectionHost([.. new SparkRecords().ToCollect()]);
        var application = await SparkFixture.LogOfOneRun().ReadAsync();
        await HandOverAsync(host, SparkRecords.Of(application, SparkFixture.OriginOfOneRun with { IsPartial = true }));
        host.Sample("spark_applications.collection", "databricks_spark_applications_total").ShouldBeNull();

        await HandOverAsync(host, SparkRecords.Of(application, SparkFixture.OriginOfOneRun));
        host.Sample("spark_applications.collection", "databricks_spark_applications_total")!.Value.ShouldBe(1);
    }

    private static async Task HandOverAsync(CollectionHost host, SparkRecords records)
    {
        foreach (var dataset in records.ToCollect())
            (await host.Engine.CollectAsync(dataset, Scope.Account, CollectionPass.Incremental, CancellationToken.None)).IsGood.ShouldBeTrue();
    }

    private static async Task<List<(string Id, string Columns)>> CollectAsync(SparkRecords records)
    {
        var collected = new List<(string, string)>();
        foreach (var dataset in records.ToCollect())
        {
            var fixture = new DatasetFixture(dataset, "{}");
            await fixture.CollectAsync();
            collected.AddRange(fixture.Records.Select(record => (record.RecordId, System.Text.Encoding.UTF8.GetString(record.Columns.Span))));
        }

        return collected;
    }

    private static Task<DbxServerless.Spark.Application.SparkApplication> ReadAsync(string line) => EventLogReader.ReadAsync(new EventLogSource(
        "test", [new EventLogSegment("test", _ => ValueTask.FromResult<Stream>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(line + "\n"))))]));
}
