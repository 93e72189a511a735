using System.Globalization;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Check;

/// <summary>The least that an endpoint can be asked for, to learn whether we may ask it.</summary>
internal static class EndpointProbes
{
    private const string Get = "GET ";

    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["/api/2.2/jobs/list"] = "?limit=1",
        ["/api/2.2/jobs/runs/list"] = "?limit=1",
        ["/api/2.1/clusters/list"] = "?page_size=1",
        ["/api/2.0/sql/warehouses"] = "",
        ["/api/2.0/pipelines"] = "?max_results=1",
        ["/api/2.0/token-management/tokens"] = "",
        ["/api/2.0/preview/scim/v2/Users"] = "?count=0",
        ["/api/2.0/preview/scim/v2/Groups"] = "?count=0",
        ["/api/2.0/preview/scim/v2/ServicePrincipals"] = "?count=0",
        ["/api/2.0/workspace/list"] = "?path=%2F",
        ["/api/2.0/dbfs/list"] = "?path=%2F",
        ["/api/2.0/policies/clusters/list"] = "",
        ["/api/2.0/instance-pools/list"] = "",
        ["/api/2.0/secrets/scopes/list"] = "",
        ["/api/2.0/serving-endpoints"] = "",
    };

    // Those that want to be told an id are asked about the first thing that is listed, as datasets ask them.
    private static readonly Dictionary<string, Func<WorkspaceClient, CancellationToken, Task<bool>>> OfFirst = new(StringComparer.Ordinal)
    {
        ["GET /api/2.2/jobs/runs/get"] = OfFirstAsync(
            (client, token) => client.Jobs.ListRunsAsync(new RunFilter(), token),
            (client, run, token) => client.Jobs.GetRunAsync(run.RunId.ToString(CultureInfo.InvariantCulture), token)),
        ["GET /api/2.2/jobs/runs/get-output"] = OfFirstAsync(
            (client, token) => client.Jobs.ListRunsAsync(new RunFilter { Active = false, WithTasks = true }, token).Take(MostRuns).SelectMany(run => run.Tasks),
            (client, task, token) => client.Jobs.GetOutputAsync(task.RunId, token)),
        ["GET /api/2.1/clusters/get"] = OfFirstAsync(
            (client, token) => client.Clusters.ListAsync([], token), (client, cluster, token) => client.Clusters.GetAsync(cluster.ClusterId, token)),
        ["POST /api/2.1/clusters/events"] = OfFirstAsync(
            (client, token) => client.Clusters.ListAsync([], token),
            (client, cluster, token) => client.Clusters.ListEventsAsync(cluster.ClusterId, DateTimeOffset.UnixEpoch, [], token).AnyAsync(token).AsTask()),
        ["GET /api/2.0/pipelines/{id}/events"] = OfFirstAsync(
            (client, token) => client.Pipelines.ListAsync(token),
            (client, pipeline, token) => client.Pipelines.ListEventsAsync(pipeline.PipelineId, DateTimeOffset.UnixEpoch, token).AnyAsync(token).AsTask()),
        ["GET /api/2.0/serving-endpoints/{name}/metrics"] = OfFirstAsync(
            (client, token) => EachAsync(client.Serving.ListAsync(token)).Where(endpoint => endpoint.HasMetrics),
            (client, endpoint, token) => client.Serving.GetMetricsAsync(endpoint.Name, token)),
    };

    // A page of the list.
    private const int MostRuns = 24;

    /// <summary>Tries an endpoint.</summary>
    /// <param name="endpoint">As datasets name it: <c>GET /api/2.0/token-management/tokens</c>.</param>
    /// <returns>False when there is nothing to try it with, null when it cannot be tried.</returns>
    /// <exception cref="DatabricksException">It cannot be read.</exception>
    public static async Task<bool?> TryAsync(string endpoint, WorkspaceClient client, CancellationToken cancellationToken)
    {
        if (OfFirst.TryGetValue(endpoint, out var ask))
            return await ask(client, cancellationToken);
        if (!endpoint.StartsWith(Get, StringComparison.Ordinal) || !Queries.TryGetValue(endpoint[Get.Length..], out var query))
            return null;
        await client.Rest.GetTextAsync(endpoint[Get.Length..] + query, cancellationToken);
        return true;
    }

    private static async IAsyncEnumerable<T> EachAsync<T>(Task<IReadOnlyList<T>> whole)
    {
        foreach (var item in await whole)
            yield return item;
    }

    private static Func<WorkspaceClient, CancellationToken, Task<bool>> OfFirstAsync<T>(
        Func<WorkspaceClient, CancellationToken, IAsyncEnumerable<T>> list, Func<WorkspaceClient, T, CancellationToken, Task> ask)
        where T : class =>
        async (client, cancellationToken) =>
        {
            if (await list(client, cancellationToken).FirstOrDefaultAsync(cancellationToken) is not { } first)
                return false;
            try
            {
                await ask(client, first, cancellationToken);
            }
            catch (DatabricksException answered) when (answered.Kind is DatabricksErrorKind.NotFound or DatabricksErrorKind.InvalidRequest)
            {
                // It was deleted meanwhile, or is of a kind that has none: whoever may not ask is told otherwise.
            }

            return true;
        };
}
