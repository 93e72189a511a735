using System.Globalization;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Pipelines;

/// <summary>The event logs of pipelines: updates, and two flows in each of them.</summary>
internal sealed class PipelineEvents(int seed)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    public IEnumerable<PipelineEvent> Of(PipelineUpdate update)
    {
        yield return Event(update, 0, update.Start, "create_update", null, "Update started.", new JsonObject { ["create_update"] = new JsonObject { ["cause"] = update.Trigger } });
        foreach (var happened in new[] { "bronze", "silver" }.SelectMany((flow, place) => Flow(update, $"{update.Pipeline.Name}_{flow}", place)))
            yield return happened;
        yield return Event(update, 1, update.End, "update_progress", null, $"Update is {update.Result}.",
            new JsonObject { ["update_progress"] = new JsonObject { ["state"] = update.Result } });
    }

    private IEnumerable<PipelineEvent> Flow(PipelineUpdate update, string flow, int place)
    {
        var random = SeededRandom.For(seed, "flow", update.UpdateId, flow);
        var number = 10 + place * 100_000;
        var length = update.End - update.Start;
        yield return Progress(update, number++, update.Start + length * 0.05, flow, "QUEUED");
        yield return Progress(update, number++, update.Start + length * 0.1, flow, "RUNNING", random, "RUNNING");
        for (var at = update.Start + length * 0.1 + Between; at < update.End - length * 0.05; at += Between)
            yield return Progress(update, number++, at, flow, "RUNNING", random, "RUNNING");
        var status = update.Result switch
        {
            "FAILED" => place == 0 ? "COMPLETED" : "FAILED",
            "CANCELED" => "STOPPED",
            _ => "COMPLETED",
        };
        yield return Progress(update, number, update.End - length * 0.02, flow, status, random, status);
    }

    private PipelineEvent Progress(PipelineUpdate update, int number, DateTimeOffset at, string flow, string status, SeededRandom? random = null, string? told = null)
    {
        var progress = new JsonObject { ["status"] = status };
        if (random is not null && told is "RUNNING" or "COMPLETED")
        {
            var rows = random!.Next(1000, 90_000);
            var failed = random.Next(0, 40);
            progress["metrics"] = new JsonObject { ["num_output_rows"] = rows, ["backlog_bytes"] = status == "COMPLETED" ? 0 : random.Next(0, 90_000_000) };
            progress["data_quality"] = new JsonObject
            {
                ["dropped_records"] = failed,
                ["expectations"] = new JsonArray(new JsonObject { ["name"] = "has_id", ["dataset"] = flow, ["passed_records"] = rows, ["failed_records"] = failed }),
            };
        }

        return Event(update, number, Whole(at), "flow_progress", flow, $"Flow '{flow}' is {status}.", new JsonObject { ["flow_progress"] = progress });
    }

    private PipelineEvent Event(PipelineUpdate update, int number, DateTimeOffset at, string type, string? flow, string message, JsonObject details)
    {
        var origin = new JsonObject { ["pipeline_id"] = update.Pipeline.PipelineId, ["pipeline_name"] = update.Pipeline.Name, ["update_id"] = update.UpdateId };
        if (flow is not null)
            (origin["flow_name"], origin["dataset_name"]) = (flow, flow);
        return new PipelineEvent(SeededRandom.Guid(seed, "pipeline event", update.UpdateId, number.ToString(CultureInfo.InvariantCulture)), at, type,
            message.Contains("FAILED", StringComparison.Ordinal) ? "ERROR" : "INFO", message, origin, details);
    }

    private static DateTimeOffset Whole(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));
}
