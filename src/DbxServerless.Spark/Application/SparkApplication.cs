using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Application;

/// <summary>
/// What one event log tells about one Spark application. Its size grows with stages, executors and plan nodes, never with tasks.
/// Times are epoch milliseconds, ids of the platform are strings.
/// </summary>
public sealed class SparkApplication
{
    private readonly long[] _driverMemoryPeaks = new long[TaskMetrics.ExecutorMemoryCount];

    internal SparkApplication(EventLogAccount account) => Account = account;

    public string? Id { get; internal set; }

    public string? Name { get; internal set; }

    public string? AttemptId { get; internal set; }

    /// <summary>Personal data.</summary>
    public string? User { get; internal set; }

    public string? SparkVersion { get; internal set; }

    /// <summary>Databricks' id of the driver's life, a 64-bit number.</summary>
    public string? SparkContextId { get; internal set; }

    /// <summary>Null when the log begins later than the application.</summary>
    public long? StartTime { get; internal set; }

    /// <summary>Null when the log has no end, as always on Databricks.</summary>
    public long? EndTime { get; internal set; }

    /// <summary>The earliest and the latest time of any event that was read.</summary>
    public long? FirstEventTime { get; internal set; }

    public long? LastEventTime { get; internal set; }

    /// <summary>From the start (or first event) to the end (or last event).</summary>
    public long? DurationMs => (EndTime ?? LastEventTime) - (StartTime ?? FirstEventTime);

    /// <summary>Null when the log is not from Databricks.</summary>
    public DatabricksCluster? Cluster { get; internal set; }

    /// <summary>As last reported. May hold secrets that Spark does not know to redact: never write them out whole.</summary>
    public IReadOnlyDictionary<string, string> SparkProperties { get; internal set; } = new Dictionary<string, string>();

    /// <summary>Java and Scala versions.</summary>
    public IReadOnlyDictionary<string, string> JvmInformation { get; internal set; } = new Dictionary<string, string>();

    public IReadOnlyList<ResourceProfile> ResourceProfiles { get; internal set; } = [];

    public ApplicationTotals Totals { get; } = new();

    /// <summary>By id.</summary>
    public IReadOnlyList<SparkJob> Jobs { get; internal set; } = [];

    /// <summary>Stage attempts that were submitted or ran tasks, by id and attempt. Skipped stages are not among them.</summary>
    public IReadOnlyList<SparkStage> Stages { get; internal set; } = [];

    /// <summary>In the order in which they were first named, the driver only in local mode.</summary>
    public IReadOnlyList<SparkExecutor> Executors { get; internal set; } = [];

    /// <summary>By id.</summary>
    public IReadOnlyList<SqlExecution> SqlExecutions { get; internal set; } = [];

    public IReadOnlyList<StreamingQuery> StreamingQueries { get; internal set; } = [];

    /// <summary>What DataFlint's plugin adds, when it is installed.</summary>
    public DataFlintFacts DataFlint { get; internal set; } = new();

    /// <summary>Storage memory of the driver's block manager.</summary>
    public long? DriverMaxMemoryBytes { get; internal set; }

    /// <summary>
    /// The highest value that was reported of the driver; 0 when never, as usual: it takes <c>spark.eventLog.logStageExecutorMetrics</c>, or local mode.
    /// </summary>
    public long DriverMemoryPeak(ExecutorMemoryMetric metric) =>
        Math.Max(_driverMemoryPeaks[(int)metric], Executors.FirstOrDefault(executor => executor.Id == "driver")?.MemoryPeak(metric) ?? 0);

    /// <summary>When at least one task ran anywhere.</summary>
    public BusyIntervals Busy { get; } = new();

    /// <summary>What became of every line.</summary>
    public EventLogAccount Account { get; }

    internal void RaiseDriverMemoryPeaks(long[] peaks)
    {
        for (var i = 0; i < peaks.Length; i++)
        {
            _driverMemoryPeaks[i] = Math.Max(_driverMemoryPeaks[i], peaks[i]);
        }
    }
}
