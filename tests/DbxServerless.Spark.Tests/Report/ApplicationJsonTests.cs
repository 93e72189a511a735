using System.Text.Json;
using DbxServerless.Spark.Tests.EventLog;

namespace DbxServerless.Spark.Tests.Report;

public sealed class ApplicationJsonTests
{
    private const string Sums =
        "executorRunTimeMs,executorCpuTimeNs,jvmGcTimeMs,inputBytes,inputRecords,outputBytes,outputRecords,shuffleReadBytes,shuffleWriteBytes,memoryBytesSpilled,diskBytesSpilled";

    [Fact]
    public async Task Has_exactly_the_promised_names()
    {
        var root = await Read(new EventLogBuilder().ApplicationStart().ExecutorAdded("1").SqlStart(0).StageSubmitted(0).TaskEnd(new(1)).StageCompleted(0)
            .Event("org.acme.New", []).SqlEnd(0).ApplicationEnd(9000));

        Names(root).ShouldBe("application,totals,stages,executors,sql,malformedLines,truncated,unknownEvents");
        Names(root.GetProperty("application")).ShouldBe("id,name,sparkVersion,startTime,endTime,durationMs,clusterId");
        Names(root.GetProperty("totals")).ShouldBe("jobs,failedJobs,stages,failedStages,tasks,failedTasks," + Sums);
        Names(root.GetProperty("stages")[0]).ShouldBe($"stageId,attempt,name,tasks,failedTasks,durationMs,{Sums},taskDurationMs");
        Names(root.GetProperty("stages")[0].GetProperty("taskDurationMs")).ShouldBe("min,p50,p95,max");
        Names(root.GetProperty("executors")[0]).ShouldBe("id,host,cores,addTime,removeTime,removeReason");
        Names(root.GetProperty("sql")[0]).ShouldBe("executionId,description,durationMs,failed");
        root.GetProperty("unknownEvents").GetProperty("org.acme.New").GetInt64().ShouldBe(1);
        root.GetProperty("application").GetProperty("durationMs").GetInt64().ShouldBe(8000);
    }

    [Fact]
    public async Task What_the_log_does_not_tell_is_null_and_the_duration_then_runs_to_the_last_event()
    {
        var root = await Read(new EventLogBuilder().ApplicationStart(time: 1000).StageSubmitted(0, 2100).TaskEnd(new(1) { Launch = 3000, Duration = 500 }));

        var application = root.GetProperty("application");
        application.GetProperty("endTime").ValueKind.ShouldBe(JsonValueKind.Null);
        application.GetProperty("clusterId").ValueKind.ShouldBe(JsonValueKind.Null);
        application.GetProperty("durationMs").GetInt64().ShouldBe(2500);
        root.GetProperty("stages")[0].GetProperty("durationMs").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static async Task<JsonElement> Read(EventLogBuilder log) => JsonDocument.Parse((await log.ReadAsync()).Json()).RootElement;

    private static string Names(JsonElement element) => string.Join(',', element.EnumerateObject().Select(property => property.Name));
}
