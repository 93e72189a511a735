using System.Text.Json.Nodes;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Clusters;

/// <summary>Classic clusters: <c>clusters/list</c>, <c>clusters/get</c> and <c>clusters/events</c>.</summary>
internal sealed class ClusterEndpoints : IEndpoints
{
    private const int MostListed = 100;
    private const int MostEvents = 500;

    private readonly WorkspaceClusters _clusters;
    private readonly ClusterEvents _events;
    private readonly ClusterLogs _logs;
    private readonly FaultList _faults;
    private readonly TimeProvider _time;
    private readonly Paging _paging;

    /// <param name="logs">Where clusters deliver their logs.</param>
    public ClusterEndpoints(WorkspaceClusters clusters, ClusterLogs logs, FaultList faults, TimeProvider time)
    {
        (_logs, _faults) = (logs, faults);
        _clusters = clusters;
        _events = new ClusterEvents(clusters);
        _time = time;
        _paging = new Paging(time);
    }

    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.1/clusters/list", ListAsync);
        app.MapGet("/api/2.1/clusters/get", GetAsync);
        app.MapPost("/api/2.1/clusters/events", EventsAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        if (context.PageSize("page_size", 20, MostListed) is not { } size)
            return context.InvalidAsync($"page_size must be between 1 and {MostListed}.");
        var states = context.Request.Query["filter_by.cluster_states"].OfType<string>().ToHashSet();
        var sources = context.Request.Query["filter_by.cluster_sources"].OfType<string>().ToHashSet();
        return _paging.AnswerAsync(context, "clusters", size,
            now => [.. _clusters.ListAt(now).Where(cluster => !_faults.Hides(cluster.Cluster.ClusterId) && (states.Count == 0 || states.Contains(cluster.State)) && (sources.Count == 0 || sources.Contains(cluster.Cluster.Source)))],
            (ClusterNow cluster, DateTimeOffset now) => Describe(cluster));
    }

    private Task GetAsync(HttpContext context) => _clusters.At(context.Text("cluster_id") ?? "", _time.GetUtcNow()) is { } cluster
        ? context.Json(Describe(cluster))
        : MissingAsync(context, context.Text("cluster_id"));

    private async Task EventsAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        if ((string?)body?["cluster_id"] is not { } id || _clusters.At(id, _time.GetUtcNow()) is null)
        {
            await MissingAsync(context, (string?)body?["cluster_id"]);
            return;
        }

        var size = (int?)body["page_size"] ?? 50;
        if (size is < 0 or > MostEvents)
        {
            await context.InvalidAsync($"page_size must be between 0 and {MostEvents}.");
            return;
        }

        var (from, to) = ((long?)body["start_time"] ?? 0, (long?)body["end_time"] ?? long.MaxValue);
        var types = ((JsonArray?)body["event_types"])?.Select(type => (string?)type).ToHashSet();
        var rising = (string?)body["order"] == "ASC";
        var question = $"{id}/{from}/{to}/{rising}/{string.Join(',', types ?? [])}";
        await _paging.AnswerAsync<ClusterEvent>(context, "events", size == 0 ? 50 : size, (string?)body["page_token"] ?? "", question, now =>
            {
                var events = _events.Of(id, now).Where(happened => happened.At.ToUnixTimeMilliseconds() >= from && happened.At.ToUnixTimeMilliseconds() <= to
                    && types?.Contains(happened.Type) != false);
                return rising ? events.OrderBy(happened => happened.At).ToList() : events.OrderByDescending(happened => happened.At).ToList();
            },
            (happened, _) => new JsonObject
            {
                ["cluster_id"] = id,
                ["timestamp"] = happened.At.ToUnixTimeMilliseconds(),
                ["type"] = happened.Type,
                ["details"] = happened.Details.DeepClone(),
            });
    }

    private JsonObject Describe(ClusterNow now)
    {
        var cluster = now.Cluster;
        var answer = new JsonObject
        {
            ["cluster_id"] = cluster.ClusterId,
            ["cluster_name"] = cluster.Name,
            ["creator_user_name"] = cluster.Source == "UI" ? "platform@contoso.example" : "etl@contoso.example",
            ["spark_version"] = "16.4.x-scala2.12",
            ["node_type_id"] = cluster.NodeType,
            ["driver_node_type_id"] = cluster.NodeType,
            ["autotermination_minutes"] = now.Version.AutoTerminationMinutes,
            ["cluster_source"] = cluster.Source,
            ["state"] = now.State,
            ["state_message"] = "",
            ["data_security_mode"] = cluster.Source == "UI" ? "USER_ISOLATION" : "SINGLE_USER",
            ["runtime_engine"] = "STANDARD",
            ["default_tags"] = new JsonObject
            {
                ["Vendor"] = "Databricks",
                ["Creator"] = "etl@contoso.example",
                ["ClusterName"] = cluster.Name,
                ["ClusterId"] = cluster.ClusterId,
            },
            ["azure_attributes"] = new JsonObject { ["first_on_demand"] = 1, ["availability"] = "SPOT_WITH_FALLBACK_AZURE", ["spot_bid_max_price"] = -1 },
        };
        if (_logs.DestinationOf(cluster.ClusterId) is { } destination)
        {
            answer["cluster_log_conf"] = LogConf(destination);
            answer["cluster_log_status"] = new JsonObject { ["last_attempted"] = now.Now.AddMinutes(-3).ToUnixTimeMilliseconds() };
        }

        if (cluster.Scales)
            answer["autoscale"] = new JsonObject { ["min_workers"] = 1, ["max_workers"] = cluster.Workers };
        else
            answer["num_workers"] = cluster.Workers;
        if (cluster.Source == "UI")
            answer["custom_tags"] = new JsonObject { ["cost_center"] = "4711" };
        if (now.Session is not { } session)
            return answer;
        answer["start_time"] = session.Start.ToUnixTimeMilliseconds();
        if (now.State != "PENDING")
            answer["spark_context_id"] = long.Parse(SparkContexts.IdOf(_clusters.Seed, cluster.ClusterId, session.Start));
        if (now.State == "RUNNING")
            answer["driver"] = new JsonObject { ["private_ip"] = "10.139.64.4", ["start_timestamp"] = session.Start.AddSeconds(60).ToUnixTimeMilliseconds() };
        if (now.End is { } end)
        {
            answer["terminated_time"] = end.ToUnixTimeMilliseconds();
            answer["termination_reason"] = _events.ReasonOf(session, now.Now);
        }

        return answer;
    }

    // This endpoint says 400 for what is gone, not 404.
    private static Task MissingAsync(HttpContext context, string? id) => context.InvalidAsync($"Cluster {id} does not exist");

    /// <summary>What sends logs to a volume or to DBFS.</summary>
    public static JsonObject LogConf(string destination) => new()
    {
        [destination.StartsWith("/Volumes/", StringComparison.Ordinal) ? "volumes" : "dbfs"] = new JsonObject { ["destination"] = destination },
    };
}
