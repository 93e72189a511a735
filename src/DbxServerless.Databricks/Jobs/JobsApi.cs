using System.Globalization;
using System.Runtime.CompilerServices;

namespace DbxServerless.Databricks.Jobs;

/// <summary>Jobs and their runs (<c>/api/2.2/jobs</c>). Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class JobsApi
{
    private const int JobsAPage = 100;

    // The service refuses 25 and more.
    private const int RunsAPage = 24;

    private readonly RestClient _rest;

    internal JobsApi(RestClient rest) => _rest = rest;

    /// <summary>Definitions of all jobs that the principal may see (<c>GET /api/2.2/jobs/list</c>).</summary>
    public IAsyncEnumerable<Job> ListAsync(CancellationToken cancellationToken) => ListAsync("", cancellationToken);

    /// <summary>The same with the first hundred tasks and clusters of each.</summary>
    public IAsyncEnumerable<Job> ListWithDetailsAsync(CancellationToken cancellationToken) => ListAsync("&expand_tasks=true", cancellationToken);

    /// <summary>Runs with their first hundred tasks (<c>GET /api/2.2/jobs/runs/list</c>).</summary>
    public IAsyncEnumerable<Run> ListRunsAsync(RunFilter filter, CancellationToken cancellationToken) => _rest.ListAsync(
        $"/api/2.2/jobs/runs/list?limit={RunsAPage}{filter.Query}", JobsJson.Default.RunPage, page => page.Runs, page => page.NextPageToken, cancellationToken);

    /// <summary>
    /// Runs that ended at or after an instant, whenever they began, a repaired one by its latest end: the service lists the newest end first
    /// (docs.databricks.com/api/jobs/v2/list-runs), so that no more is read than the page on which older ones begin.
    /// </summary>
    /// <param name="withTasks">With their first hundred tasks.</param>
    public async IAsyncEnumerable<Run> ListEndedSinceAsync(DateTimeOffset since, bool withTasks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var oldest = since.ToUnixTimeMilliseconds();
        await foreach (var run in ListRunsAsync(new RunFilter { Active = false, WithTasks = withTasks }, cancellationToken))
        {
            if (run.EndTime > 0 && run.EndTime < oldest)
                yield break;
            if (run.EndTime > 0)
                yield return run;
        }
    }

    /// <summary>One run with all its tasks and its repairs (<c>GET /api/2.2/jobs/runs/get</c>), a request for each hundred tasks.</summary>
    public async Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken)
    {
        var target = $"/api/2.2/jobs/runs/get?include_history=true&run_id={Uri.EscapeDataString(runId)}";
        var run = await _rest.GetAsync(target, JobsJson.Default.Run, cancellationToken);
        var tasks = run.Tasks.ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var token = run.NextPageToken; !string.IsNullOrEmpty(token) && seen.Add(token);)
        {
            var page = await _rest.GetAsync($"{target}&page_token={Uri.EscapeDataString(token)}", JobsJson.Default.Run, cancellationToken);
            tasks.AddRange(page.Tasks);
            token = page.NextPageToken;
        }

        return run with { Tasks = tasks, NextPageToken = null };
    }

    /// <summary>What a task run left behind (<c>GET /api/2.2/jobs/runs/get-output</c>).</summary>
    public Task<RunOutput> GetOutputAsync(long taskRunId, CancellationToken cancellationToken) => _rest.GetAsync(
        $"/api/2.2/jobs/runs/get-output?run_id={taskRunId.ToString(CultureInfo.InvariantCulture)}", JobsJson.Default.RunOutput, cancellationToken);

    private IAsyncEnumerable<Job> ListAsync(string parameters, CancellationToken cancellationToken) => _rest.ListAsync(
        $"/api/2.2/jobs/list?limit={JobsAPage}{parameters}", JobsJson.Default.JobPage, page => page.Jobs, page => page.NextPageToken, cancellationToken);
}
