using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Serving;

/// <summary>Model serving endpoints, and what those that serve models of one's own did in the last minute.</summary>
public sealed class ServingEndpoints : RestDataset<ServingEndpoint>
{
    // Each is a request a minute.
    private const int MostMeasured = 50;

    private static readonly string[] PerEndpoint = ["workspace_id", "endpoint_name"];

    private static readonly MetricFamily Endpoints = new(
        "databricks_serving_endpoints", MetricType.Gauge, "Model serving endpoints that the identity may see, by state: READY or NOT_READY.", "workspace_id", "state")
    {
        OpenTelemetryName = "databricks.serving.endpoints",
        OpenTelemetryUnit = "{endpoint}",
    };

    private static readonly MetricFamily Cpu = Share("cpu", "processor");
    private static readonly MetricFamily Memory = Share("memory", "memory");
    private static readonly MetricFamily Gpu = Share("gpu", "graphics processor");
    private static readonly MetricFamily GpuMemory = Share("gpu_memory", "graphics processor's memory");

    private static readonly MetricFamily Requests = new(
        "databricks_serving_endpoint_requests", MetricType.Gauge, "Requests to an endpoint in the minute before the last collection, by outcome: ok, 4xx, 5xx.",
        "workspace_id", "endpoint_name", "outcome")
    {
        OpenTelemetryName = "databricks.serving.endpoint.requests",
        OpenTelemetryUnit = "{request}",
    };

    private static readonly MetricFamily Latency = new(
        "databricks_serving_endpoint_latency_mean_seconds", MetricType.Gauge,
        "Mean seconds that a request to an endpoint took in the minute before the last collection; none when there was no request.", PerEndpoint)
    {
        OpenTelemetryName = "databricks.serving.endpoint.latency",
        OpenTelemetryUnit = "s",
    };

    public override DatasetInfo Info { get; } = new(
        "serving_endpoints", "DbxServingEndpoints", ScopeKind.Workspace, ScheduleGroup.Fast, DatasetKind.State, "Model serving endpoints, their state and their load.")
    {
        Endpoints = ["GET /api/2.0/serving-endpoints", "GET /api/2.0/serving-endpoints/{name}/metrics"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Endpoints, Cpu, Memory, Gpu, GpuMemory, Requests, Latency];

    protected override async Task<RestReading<ServingEndpoint>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var endpoints = (await context.Reader.Serving.ListAsync(cancellationToken)).DistinctBy(endpoint => endpoint.Name).ToList();
        var samples = new[] { "READY", "NOT_READY" }.Union(endpoints.Select(endpoint => endpoint.State.Ready ?? ""))
            .Select(state => Endpoints.Sample(endpoints.Count(endpoint => (endpoint.State.Ready ?? "") == state), workspace, state)).ToList();
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.HasMetrics).OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal).Take(MostMeasured))
        {
            if (await MeasureAsync(context, endpoint.Name, cancellationToken) is { } metrics)
                samples.AddRange(SamplesOf(metrics, workspace, endpoint.Name));
        }

        return new RestReading<ServingEndpoint>([.. endpoints.Select(endpoint => Record(endpoint, workspace))], samples);
    }

    protected override IReadOnlyList<string> Key(ServingEndpoint record) => [record.WorkspaceId, record.EndpointName];

    protected override DateTimeOffset EventTime(ServingEndpoint record) => record.CreateTime ?? DateTimeOffset.UnixEpoch;

    private static async Task<ServingMetrics?> MeasureAsync(CollectionContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            return new ServingMetrics(await context.Reader.Serving.GetMetricsAsync(name, cancellationToken));
        }
        catch (DatabricksException gone) when (gone.Kind == DatabricksErrorKind.NotFound)
        {
            return null;
        }
        catch (DatabricksException denied) when (denied.IsPermission)
        {
            context.Skip(denied);
            return null;
        }
    }

    private static IEnumerable<Sample> SamplesOf(ServingMetrics metrics, string workspace, string name)
    {
        foreach (var (family, source) in new[]
        {
            (Cpu, "cpu_usage_percentage"), (Memory, "mem_usage_percentage"), (Gpu, "gpu_usage_percentage"), (GpuMemory, "gpu_memory_usage_percentage"),
        })
        {
            if (metrics.Share(source) is { } share)
                yield return family.Sample(share, workspace, name);
        }

        if (metrics.Sum("request_count_total") is { } requests)
        {
            var (refused, failed) = (metrics.Sum("request_4xx_count_total") ?? 0, metrics.Sum("request_5xx_count_total") ?? 0);
            yield return Requests.Sample(Math.Max(0, requests - refused - failed), workspace, name, "ok");
            yield return Requests.Sample(refused, workspace, name, "4xx");
            yield return Requests.Sample(failed, workspace, name, "5xx");
        }

        if (metrics.Sum("request_latency_ms_sum") is { } milliseconds && metrics.Sum("request_latency_ms_count") is > 0 and var count)
            yield return Latency.Sample(milliseconds / count / 1000, workspace, name);
    }

    private static ServingEndpoint Record(Databricks.Serving.ServingEndpoint endpoint, string workspace) => new()
    {
        WorkspaceId = workspace,
        EndpointName = endpoint.Name,
        EndpointId = endpoint.Id,
        State = endpoint.State.Ready,
        ConfigUpdate = endpoint.State.ConfigUpdate,
        Task = endpoint.Task,
        Entities = [.. endpoint.Config.ServedEntities.Select(entity => $"{entity.EntityName ?? entity.Name} {entity.EntityVersion}".TrimEnd()).Order(StringComparer.Ordinal)],
        Creator = endpoint.Creator,
        CreateTime = Instants.Of(endpoint.CreationTimestamp),
        ChangeTime = Instants.Of(endpoint.LastUpdatedTimestamp),
    };

    private static MetricFamily Share(string name, string of) => new(
        $"databricks_serving_endpoint_{name}_usage_ratio", MetricType.Gauge, $"Share of an endpoint's {of} in use in the minute before the last collection; of several instances the busiest.",
        PerEndpoint)
    {
        OpenTelemetryName = $"databricks.serving.endpoint.{name}.usage",
        OpenTelemetryUnit = "1",
    };
}
