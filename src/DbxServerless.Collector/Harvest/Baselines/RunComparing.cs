using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DbxServerless.Collector.Datasets.Spark;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Spark.Compare;

namespace DbxServerless.Collector.Harvest.Baselines;

/// <summary>
/// Compares the applications of runs with those of runs of the same work that ended before. What a run is compared with is remembered before it
/// is delivered, so that whoever delivers it again, or analyses it anew when the others are long forgotten, gets the same.
/// </summary>
internal sealed class RunComparing(HarvestStore store)
{
    private const string Succeeded = "SUCCESS";

    private readonly Dictionary<string, WorkHistory> _histories = new(StringComparer.Ordinal);
    private readonly List<(string Work, KeptFingerprint Run)> _kept = [];

    /// <summary>The records with their slowdown, in the order of the runs' ends: a run is compared with what is delivered together with it, too.</summary>
    public async Task<IReadOnlyList<SparkApplicationRecord>> CompareAsync(
        IReadOnlyList<HarvestRun> runs, IReadOnlyList<SparkApplicationRecord> applications, CancellationToken cancellationToken)
    {
        var ofRun = applications.ToLookup(application => application.RunId);
        var compared = new List<SparkApplicationRecord>();
        foreach (var run in runs.OrderBy(run => run.End).ThenBy(run => run.RunId, StringComparer.Ordinal))
        {
            if (ofRun.Contains(run.RunId))
                compared.AddRange(await CompareAsync(run, [.. ofRun[run.RunId]], cancellationToken));
        }

        var known = runs.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        return [.. compared, .. applications.Where(application => application.RunId is not { } id || !known.Contains(id))];
    }

    /// <summary>Keeps what later runs are compared with, of runs that are delivered.</summary>
    public async Task KeepAsync(IReadOnlyList<HarvestRun> delivered, CancellationToken cancellationToken)
    {
        var ids = delivered.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        foreach (var work in _kept.Where(one => ids.Contains(one.Run.RunId)).GroupBy(one => one.Work))
            await store.KeepAsync(work.Key, work.Select(one => one.Run), cancellationToken);
    }

    /// <summary>Forgets that there was nothing to compare a run with: by now there may be.</summary>
    public static async Task ReconsiderAsync(HarvestStore store, string runId, CancellationToken cancellationToken)
    {
        if (await store.BaselinesAsync(runId, cancellationToken) is { } known && known.Value.Fingerprints.Values.Any(fingerprint => fingerprint is null))
        {
            var found = known.Value.Fingerprints.Where(pair => pair.Value is not null).ToDictionary();
            await store.SaveAsync(runId, new RunBaselines { Fingerprints = found }, known.ETag, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<SparkApplicationRecord>> CompareAsync(
        HarvestRun run, IReadOnlyList<SparkApplicationRecord> applications, CancellationToken cancellationToken)
    {
        var known = await store.BaselinesAsync(run.RunId, cancellationToken);
        var baselines = (known?.Value.Fingerprints ?? new Dictionary<string, JsonElement?>()).ToDictionary();
        var isNew = false;
        var compared = new List<SparkApplicationRecord>();
        foreach (var application in applications)
        {
            var work = WorkOf(run, application);
            var history = await HistoryAsync(work, cancellationToken);
            var context = $"{application.ClusterId}/{application.SparkContextId}";
            if (!baselines.TryGetValue(context, out var baseline) || (baseline is not null && Parse(baseline) is null))
            {
                (baselines[context], isNew) = (baseline = Typical(history.Before(run)), true);
            }

            compared.Add(application.Compared(Parse(baseline)));
            if (run.Result == Succeeded && !application.IsPartial && application.Fingerprint is { } fingerprint)
            {
                var kept = new KeptFingerprint(run.RunId, run.End, application.EndTime ?? run.End, JsonElement.Parse(fingerprint));
                _histories[work] = history.With(kept);
                _kept.Add((work, kept));
            }
        }

        if (isNew)
            await store.SaveAsync(run.RunId, new RunBaselines { Fingerprints = baselines }, known?.ETag, cancellationToken);
        return compared;
    }

    private async Task<WorkHistory> HistoryAsync(string work, CancellationToken cancellationToken)
    {
        if (!_histories.TryGetValue(work, out var history))
            _histories[work] = history = (await store.HistoryAsync(work, cancellationToken))?.Value ?? new WorkHistory();
        return history;
    }

    private static JsonElement? Typical(IEnumerable<KeptFingerprint> runs) =>
        RunComparison.Typical(runs.Select(run => Parse(run.Fingerprint)).OfType<RunFingerprint>()) is { } typical ? JsonElement.Parse(typical.ToJson()) : null;

    private static RunFingerprint? Parse(JsonElement? fingerprint) => fingerprint is { } known ? RunFingerprint.Parse(known.GetRawText()) : null;

    /// <summary>The same for what does the same: a logical job, and of it the tasks that used the context.</summary>
    private static string WorkOf(HarvestRun run, SparkApplicationRecord application)
    {
        var tasks = run.Tasks
            .Where(task => task.ClusterId == application.ClusterId && (task.ContextId ?? application.SparkContextId) == application.SparkContextId)
            .Select(task => task.TaskKey).Distinct().Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [run.LogicalJob, .. tasks]))).AsSpan(0, 16));
    }
}
