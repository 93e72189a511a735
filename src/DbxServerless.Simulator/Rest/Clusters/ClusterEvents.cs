using System.Globalization;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Clusters;

/// <summary>What happened to clusters: starts, resizes, lost nodes, ends with their reasons.</summary>
internal sealed class ClusterEvents(WorkspaceClusters clusters)
{
    public IReadOnlyList<ClusterEvent> Of(string clusterId, DateTimeOffset now) =>
        [.. clusters.SessionsOf(clusterId, now).SelectMany(session => Of(session, now)).Where(happened => happened.At <= now)];

    /// <summary>Why a session ended.</summary>
    public JsonObject ReasonOf(ClusterSession session, DateTimeOffset now) => session.Cluster.Source switch
    {
        "JOB" => clusters.AttemptOn(session.Cluster.ClusterId, now)?.TerminationCode switch
        {
            "CLUSTER_ERROR" => Reason("INIT_SCRIPT_FAILURE", "CLIENT_ERROR", ("instance_id", InstanceOf(session)), ("script", "/Volumes/main/ops/init/agent.sh")),
            "CLOUD_FAILURE" => Reason("CLOUD_PROVIDER_RESOURCE_STOCKOUT", "CLOUD_FAILURE", ("azure_error_code", "SkuNotAvailable")),
            "DRIVER_ERROR" => Reason("DRIVER_UNRESPONSIVE", "SERVICE_FAULT"),
            _ => Reason("JOB_FINISHED", "SUCCESS"),
        },
        "PIPELINE" => Reason("JOB_FINISHED", "SUCCESS"),
        _ => Reason("INACTIVITY", "SUCCESS", ("inactivity_duration_min", "30")),
    };

    private IEnumerable<ClusterEvent> Of(ClusterSession session, DateTimeOffset now)
    {
        var ready = session.Start + ClusterNow.Startup;
        var workers = session.Cluster.Scales ? 1 : session.Cluster.Workers;
        yield return Event(session.Cluster.Source == "UI" ? "STARTING" : "CREATING", session.Start, new JsonObject { ["user"] = "etl@contoso.example" });
        if (ready >= session.End)
        {
            yield return Event("TERMINATING", session.End, new JsonObject { ["reason"] = ReasonOf(session, now) });
            yield break;
        }

        yield return Event("INIT_SCRIPTS_STARTED", ready.AddSeconds(-15), []);
        yield return Event("INIT_SCRIPTS_FINISHED", ready.AddSeconds(-5), []);
        yield return Event("RUNNING", ready, new JsonObject { ["current_num_workers"] = workers, ["target_num_workers"] = workers });
        yield return Event("DRIVER_HEALTHY", ready.AddSeconds(10), []);
        foreach (var happened in Between(session, ready))
            yield return happened;
        yield return Event("TERMINATING", session.End, new JsonObject { ["reason"] = ReasonOf(session, now) });
    }

    private IEnumerable<ClusterEvent> Between(ClusterSession session, DateTimeOffset ready)
    {
        var random = SeededRandom.For(clusters.Seed, "cluster events", session.Cluster.ClusterId, session.Start.UtcTicks.ToString(CultureInfo.InvariantCulture));
        var (workers, at) = (1, ready.AddMinutes(2));
        while (session.Cluster.Scales && (at += random.Time(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(50))) < session.End.AddMinutes(-2))
        {
            var target = workers == 1 ? session.Cluster.Workers : 1;
            yield return Event("RESIZING", at, new JsonObject { ["current_num_workers"] = workers, ["target_num_workers"] = target, ["cause"] = "AUTOSCALE" });
            if (target > workers)
                yield return Event("UPSIZE_COMPLETED", at.AddSeconds(70), new JsonObject { ["current_num_workers"] = target, ["target_num_workers"] = target });
            workers = target;
        }

        if (random.Chance(0.08) && session.End - ready > TimeSpan.FromMinutes(6))
        {
            yield return Event("NODES_LOST", ready + random.Time(TimeSpan.FromMinutes(3), session.End - ready), new JsonObject
            {
                ["current_num_workers"] = Math.Max(0, session.Cluster.Workers - 1),
                ["target_num_workers"] = session.Cluster.Workers,
                ["reason"] = Reason("SPOT_INSTANCE_TERMINATION", "CLOUD_FAILURE", ("instance_id", InstanceOf(session))),
            });
        }
    }

    private static ClusterEvent Event(string type, DateTimeOffset at, JsonObject details) => new(at, type, details);

    private static JsonObject Reason(string code, string type, params (string Name, string Value)[] parameters)
    {
        var reason = new JsonObject { ["code"] = code, ["type"] = type };
        if (parameters.Length > 0)
            reason["parameters"] = new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.Value)));
        return reason;
    }

    private string InstanceOf(ClusterSession session) => SeededRandom.Hex(clusters.Seed, 16, "instance", session.Cluster.ClusterId);
}
