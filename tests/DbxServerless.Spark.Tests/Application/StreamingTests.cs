using DbxServerless.Spark.Tests.EventLog;

namespace DbxServerless.Spark.Tests.Application;

public sealed class StreamingTests
{
    private const string Prefix = "{\"Event\":\"org.apache.spark.sql.streaming.StreamingQueryListener$";

    [Fact]
    public async Task A_streaming_query_tells_its_batches()
    {
        var application = await new EventLogBuilder()
            .Line(Prefix + """QueryStartedEvent","id":"q","runId":"r","name":"orders","timestamp":"2024-01-02T03:04:05.000Z"}""")
            .Line(Prefix + """QueryProgressEvent","progress":{"id":"q","runId":"r","name":"orders","timestamp":"2024-01-02T03:04:10.000Z","batchId":4,"batchDuration":1500,"durationMs":{"addBatch":900,"triggerExecution":1500},"eventTime":{"watermark":"2024-01-02T03:00:00.000Z"},"stateOperators":[{"numRowsTotal":10,"memoryUsedBytes":100,"numRowsDroppedByWatermark":1},{"numRowsTotal":5,"memoryUsedBytes":50,"numRowsDroppedByWatermark":0}],"sources":[{"description":"Kafka","startOffset":{"t":{"0":1}},"metrics":{"avgOffsetsBehindLatest":"2.5"}},{"metrics":{"avgOffsetsBehindLatest":"1"}}],"numInputRows":30,"inputRowsPerSecond":"NaN","processedRowsPerSecond":20.5}}""")
            .Line(Prefix + """QueryTerminatedEvent","id":"q","runId":"r","exception":"boom","errorClassOnException":"STREAM_FAILED"}""")
            .ReadAsync();

        application.Account.MalformedLines.ShouldBe(0);
        var query = application.StreamingQueries.ShouldHaveSingleItem();
        (query.Id, query.RunId, query.Name, query.StartTime, query.HasTerminated, query.Error, query.ErrorClass)
            .ShouldBe(("q", "r", "orders", 1704164645000, true, "boom", "STREAM_FAILED"));
        var batch = query.Batches.ShouldHaveSingleItem();
        (batch.BatchId, batch.Timestamp, batch.DurationMs, batch.InputRows, batch.InputRowsPerSecond, batch.ProcessedRowsPerSecond)
            .ShouldBe((4, 1704164650000, 1500, 30, null, 20.5));
        (batch.StateRows, batch.StateBytes, batch.RowsDroppedByWatermark).ShouldBe((15, 150, 1));
        batch.DurationsMs["addBatch"].ShouldBe(900);
        batch.SourceMetrics["avgOffsetsBehindLatest"].ShouldBe(3.5);
        batch.Watermark.ShouldBe("2024-01-02T03:00:00.000Z");
    }

    [Fact]
    public async Task What_DataFlints_plugin_adds_is_kept()
    {
        const string DataFlint = "{\"Event\":\"org.apache.spark.dataflint.listener.";
        var application = await new EventLogBuilder()
            .Line(DataFlint + """DataflintEnvironmentInfoEvent","environmentInfo":{"driverXmxBytes":4294967296}}""")
            .Line(DataFlint + """IcebergCommitEvent","icebergCommit":{"executionId":3,"tableName":"a.b","commitId":17,"operation":"overwrite","metrics":{"durationMS":5,"addedDataFiles":7}}}""")
            .Line(DataFlint + """DataflintDeltaLakeScanEvent","scanInfo":{"minExecutionId":1,"tablePath":"/t","tableName":"t","partitionColumns":["day"],"clusteringColumns":[],"zorderColumns":["id"]}}""")
            .Line(DataFlint + """DatabricksAdditionalExecutionEvent","databricksAdditionalExecutionInfo":{"executionId":3,"version":"1","nodeIdToRddScopeId":{"4":"12"}}}""")
            .ReadAsync();

        var facts = application.DataFlint;
        facts.DriverMaxHeapBytes.ShouldBe(4_294_967_296);
        facts.IcebergCommits.ShouldHaveSingleItem().Metrics["addedDataFiles"].ShouldBe(7);
        facts.IcebergCommits[0].CommitId.ShouldBe("17");
        facts.DeltaScans.ShouldHaveSingleItem().ZOrderColumns.ShouldBe(["id"]);
        facts.RddScopes[3]["4"].ShouldBe("12");
        application.Account.UnknownEvents.ShouldBeEmpty();
    }
}
