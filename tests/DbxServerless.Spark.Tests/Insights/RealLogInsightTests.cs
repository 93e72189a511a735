using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Insights;
using DbxServerless.Spark.Tests.EventLog;
using Xunit.Abstractions;

namespace DbxServerless.Spark.Tests.Insights;

/// <summary>
/// What the rules say about real logs, and why each finding is right. A finding that is new here must be justified in the same way,
/// or the rule changed.
/// </summary>
public sealed class RealLogInsightTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (string Rule, string Where, string Why)[]> Expected = new()
    {
        ["databricks-13.3-photon"] =
        [
            ("repeated-scan", "SQL execution 26, node 62 (PhotonScan parquet), table s3://ndsv2-data/parquet_sf3000/store_sales",
                "Eight stages each scan the same three columns, 8.64 billion rows each, in 2,765 s of task time; one scan with eight conditional counts gives the same answer."),
            ("idle-between-queries", "application",
                "The two workers were there for 397 s, and for 98 s of it (44 before the first query, 37 between loads, 16 after the last) nothing was open."),
            ("full-scan-partitioned", "SQL execution 26, node 26 (PhotonScan parquet), table s3://ndsv2-data/parquet_sf3000/store_sales",
                "The scan has no partition filter and read all 1,824 partitions, 409 GiB of files, in each of eight scans; only a note, since the query may need them."),
            ("executor-memory-low", "executor 1, host 10.59.176.34",
                "Heap and off-heap memory together were 21.1 GiB, and their highest uses together 3.5 GiB."),
        ],
        ["databricks-azure-small"] = [],
        ["databricks-rolled"] =
        [
            ("executor-memory-low", "executor driver, host 10.10.10.10",
                "Local mode with a heap of 30 GiB, of which never more than 17.2 GiB was in use, garbage included, in 23 minutes of task time."),
        ],
        ["dataproc-2.2-nds-q72"] =
        [
            ("exploding-join", "SQL execution 24, node 35 (SortMergeJoin)",
                "28.6 million sales joined with 982 million inventory rows by item alone give 5.24 billion rows; later joins in the same stage leave 28.7 million of them, and that stage is 44 % of all task time."),
            ("full-scan-partitioned", "SQL execution 24, node 171 (Scan parquet), table gs://nds-uscentral1/parquet_sf3k_decimal/catalog_returns",
                "The partition filters are empty and all 2,104 partitions, 30 GiB, were read; only a note, since returns of any day may match."),
            ("executor-memory-low", "executor 5, host psarthi-nds-cpu-test-w-2.c.rapids-spark.internal",
                "Heaps of 40 GiB, of which the fullest was never beyond 16.8 GiB, garbage included."),
            ("full-scan-partitioned", "SQL execution 24, node 92 (Scan parquet), table gs://nds-uscentral1/parquet_sf3k_decimal/inventory",
                "The partition filter is a mere not-null, so all 261 partitions were read, though the query joins on their date later."),
        ],
        ["failed-tasks-and-executors"] =
        [
            ("idle-between-queries", "application",
                "Eight executors with 32 cores waited 66 s for the first query, 80 % of their core-time with the pauses between queries."),
            ("idle-cores", "application",
                "Tasks took 73 s of 2,595 core-seconds; what is left after the pauses is 0.07 core-hours of cores that tiny queries could not fill."),
            ("failed-job", "stage 238, SQL execution 27",
                "Job 79 was running and its stage had failed when the context was shut down, so its query has no result."),
            ("executor-lost", "executor 2, host hostname-09",
                "Executors 2 and 1 ended with 'Executor Process Lost' while tasks of stage 238 ran, one of which failed of it and 50 had to be done again."),
            ("fetch-failures", "stage 238, SQL execution 27",
                "Two tasks of stage 238 ended with FetchFailed, because the lost executors had the shuffle files."),
        ],
        ["malformed-line"] = [],
        ["truncated"] = [],
    };

    [Fact]
    public async Task Every_finding_in_a_real_log_is_a_right_one()
    {
        if (RealLogs.Paths.Count == 0)
        {
            output.WriteLine("Not run against real event logs: ../shared/eventlogs is absent.");
            return;
        }

        foreach (var (name, path) in RealLogs.Paths)
        {
            var report = InsightReport.Of(await EventLogReader.ReadAsync(EventLogSource.Open(path)));

            report.Broken.ShouldBeEmpty(name);
            report.Insights.Select(insight => $"{insight.Rule.Id} @ {insight.Finding.Where}")
                .ShouldBe(Expected[name].Select(finding => $"{finding.Rule} @ {finding.Where}"), ignoreOrder: true, name);
            report.WastedCoreHours.ShouldBeLessThanOrEqualTo(report.TotalCoreHours, name);
        }
    }
}
