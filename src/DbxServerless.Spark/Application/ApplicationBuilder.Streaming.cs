using DbxServerless.Spark.EventLog.Events;

namespace DbxServerless.Spark.Application;

internal sealed partial class ApplicationBuilder
{
    private readonly Dictionary<string, StreamingQuery> _queries = new(StringComparer.Ordinal);
    private readonly List<IcebergCommit> _commits = [];
    private readonly List<DeltaScan> _scans = [];
    private readonly Dictionary<long, IReadOnlyDictionary<string, string>> _rddScopes = [];
    private long? _driverMaxHeap;

    public void StreamingStarted(StreamingEvent started)
    {
        if (Query(started) is { } query)
        {
            query.StartTime = started.Time;
        }
    }

    public void StreamingProgress(StreamingEvent progress)
    {
        if (Query(progress) is { } query && progress.Batch is { } batch)
        {
            // A batch that finds no data reports again and again under the same number.
            if (query.Batches is [.., var last] && last.BatchId == batch.BatchId && last.Timestamp == batch.Timestamp)
            {
                _account.DuplicateEvents++;
                return;
            }

            query.Add(batch);
        }
    }

    public void StreamingTerminated(StreamingEvent terminated)
    {
        if (Query(terminated) is { } query)
        {
            query.HasTerminated = true;
            query.Error = terminated.Error;
            query.ErrorClass = terminated.ErrorClass;
        }
    }

    public void DataFlintEnvironment(DataFlintEvent environment) => _driverMaxHeap = environment.DriverMaxHeapBytes;

    public void DataFlintCommit(DataFlintEvent commit) => _commits.Add(commit.Commit);

    public void DataFlintScan(DataFlintEvent scan) => _scans.Add(scan.Scan);

    public void DataFlintExecution(DataFlintEvent execution) => _rddScopes[execution.ExecutionId] = execution.RddScopes;

    private StreamingQuery? Query(StreamingEvent streaming)
    {
        Observe(streaming.Time);
        if (streaming.RunId is null)
        {
            return null;
        }

        if (!_queries.TryGetValue(streaming.RunId, out var query))
        {
            _queries[streaming.RunId] = query = new StreamingQuery(streaming.RunId);
        }

        query.Id = streaming.Id ?? query.Id;
        query.Name = streaming.Name ?? query.Name;
        return query;
    }
}
