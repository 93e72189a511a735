using System.Security.Cryptography;
using System.Text;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Compare;
using DbxServerless.Spark.Insights.Waste;
using DbxServerless.Spark.Report;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Application records of event logs.</summary>
internal static class ApplicationRecords
{
    private const string EventLog = "EVENT_LOG";

    public static SparkApplicationRecord Of(RunPart part)
    {
        var (application, report, stages) = (part.Application, part.Report, part.Stages);
        var fingerprint = part.IsShared ? Fingerprints.Of(application, part.Jobs) : Fingerprints.Of(application);
        var coreHours = part.IsShared ? (double?)null : report.TotalCoreHours;
        return part.Join(
            new SparkApplicationRecord
            {
                WorkspaceId = part.Origin.WorkspaceId,
                IsPartial = part.Origin.IsPartial,
                Source = EventLog,
                ApplicationId = application.Id,
                ApplicationName = application.Name,
                SparkVersion = application.SparkVersion,
                RuntimeVersion = application.Cluster?.RuntimeVersion,
                NodeType = application.Cluster?.NodeType,
                DriverNodeType = application.Cluster?.DriverNodeType,
                IsShared = part.IsShared,
                RunStartTime = part.EventTime,
                StartTime = RunPart.Instant(part.Start) ?? part.EventTime,
                EndTime = RunPart.Instant(part.End),
                DurationSeconds = StageSums.Between(part.Start, part.End),
                Jobs = part.Jobs.Count,
                FailedJobs = part.Jobs.Count(job => job.HasFailed),
                Stages = stages.Count,
                FailedStages = stages.Count(stage => stage.HasFailed),
                Queries = part.Queries.Count,
                FailedQueries = part.Queries.Count(query => query.Execution.HasFailed),
                Tasks = stages.Tasks(),
                FailedTasks = stages.FailedTasks(),
                Executors = part.IsShared ? null : application.Executors.Count,
                CoreHours = Rounded(coreHours),
                UsedCoreHours = Rounded(CoreTime.Of(application).CoreHours(stages.Of(TaskMetric.DurationMs))),
                WastedCoreHours = Rounded(part.Insights.Sum(insight => insight.CoreHours ?? 0)),
                Amount = Rounded(report.PricePerCoreHour * (decimal?)coreHours),
                WastedAmount = report.PricePerCoreHour is null ? null : Rounded(part.Insights.Sum(insight => insight.Amount ?? 0)),
                Currency = report.Currency,
                Basis = report.Basis,
                TaskSeconds = StageSums.OfMs(stages.Of(TaskMetric.ExecutorRunTimeMs)),
                CpuSeconds = StageSums.OfNs(stages.Of(TaskMetric.ExecutorCpuTimeNs)),
                GcSeconds = StageSums.OfMs(stages.Of(TaskMetric.JvmGcTimeMs)),
                InputBytes = stages.Of(TaskMetric.InputBytes),
                InputRecords = stages.Of(TaskMetric.InputRecords),
                OutputBytes = stages.Of(TaskMetric.OutputBytes),
                OutputRecords = stages.Of(TaskMetric.OutputRecords),
                ShuffleReadBytes = stages.Of(TaskMetric.ShuffleReadBytes),
                ShuffleWriteBytes = stages.Of(TaskMetric.ShuffleWriteBytes),
                MemorySpilledBytes = stages.Of(TaskMetric.MemorySpilledBytes),
                DiskSpilledBytes = stages.Of(TaskMetric.DiskSpilledBytes),
                Insights = part.Insights.Count,
                WorstInsight = part.Insights.FirstOrDefault()?.Rule.Id,
                AnalysisId = AnalysisId(part),
                Fingerprint = fingerprint.ToJson(),
                CoresPerNode = report.CoresPerNode,
            },
            part.Jobs);
    }

    /// <summary>The record with what differs from the typical previous run, when it was slower or costlier than that.</summary>
    /// <param name="typical">The fingerprint of that run; null when there is none, or none that can be compared.</param>
    public static SparkApplicationRecord Compared(this SparkApplicationRecord record, RunFingerprint? typical)
    {
        var run = record.Fingerprint is { } known ? RunFingerprint.Parse(known) : null;
        var slowdown = run is null || typical is null ? null : RunComparison.WithPrevious(run, [typical]);
        return record with
        {
            SlowdownRatio = slowdown?.DurationRatio is { } ratio ? Math.Round(ratio, 3) : null,
            SlowdownReasons = slowdown is null ? null : [.. ComparisonText.Lines(slowdown)],
        };
    }

    /// <summary>Changes when the set of insights does, and with nothing else.</summary>
    public static string AnalysisId(RunPart part)
    {
        var found = part.Insights.Select(insight => $"{insight.Rule.Id}\t{insight.Finding.Where}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', found))).AsSpan(0, 8));
    }

    public static double? Rounded(double? amount) => amount is { } known ? Math.Round(known, 6) : null;

    public static decimal? Rounded(decimal? amount) => amount is { } known ? Math.Round(known, 6) : null;
}
