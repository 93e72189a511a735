using System.Text.Json;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>Reads <c>sparkPlanInfo</c>. Plans nest by hundreds of levels, so the open nodes are on a list and not on the call stack.</summary>
internal static class PlanReading
{
    public static PlanNode? ReadPlan(ref JsonTokens json, StringPool strings)
    {
        if (!json.EnterObject())
        {
            return null;
        }

        var root = new PlanNode();
        var open = new Stack<PlanNode>();
        open.Push(root);
        var count = 1;
        while (open.TryPeek(out var node))
        {
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.StartObject: // a child
                    var child = new PlanNode { Id = count++ };
                    node.Add(child);
                    open.Push(child);
                    break;
                case JsonTokenType.PropertyName:
                    ReadProperty(ref json, node, strings);
                    break;
                default: // the end of the children, or something that is no node among them
                    break;
            }
        }

        return root;
    }

    public static List<PlanMetric> ReadMetrics(ref JsonTokens json, StringPool strings)
    {
        var metrics = new List<PlanMetric>();
        if (json.EnterArray())
        {
            while (json.NextObject())
            {
                if (ReadMetric(ref json, strings) is { } metric)
                {
                    metrics.Add(metric);
                }
            }
        }

        return metrics;
    }

    private static void ReadProperty(ref JsonTokens json, PlanNode node, StringPool strings)
    {
        if (json.ValueTextEquals("nodeName"u8))
        {
            node.Name = json.ReadText(strings) ?? "";
        }
        else if (json.ValueTextEquals("simpleString"u8))
        {
            node.Detail = json.ReadFreeText(PlanNode.MaxDetail) ?? "";
            node.DetailBytes = json.TokenType == JsonTokenType.String ? json.ValueSpan.Length : 0;
        }
        else if (json.ValueTextEquals("children"u8))
        {
            json.EnterArray(); // the loop above goes on with the children
        }
        else if (json.ValueTextEquals("metrics"u8))
        {
            foreach (var metric in ReadMetrics(ref json, strings))
            {
                node.Add(metric);
            }
        }
        else if (json.ValueTextEquals("metadata"u8))
        {
            node.Metadata = ReadMetadata(ref json, strings);
        }
        else if (json.ValueTextEquals("explainId"u8))
        {
            node.ExplainId = json.ReadNumber();
        }
        else
        {
            json.SkipValue();
        }
    }

    private static Dictionary<string, string> ReadMetadata(ref JsonTokens json, StringPool strings)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.EnterObject())
        {
            while (json.NextProperty())
            {
                var key = json.PropertyHere(strings);
                if (json.ReadFreeText(PlanNode.MaxDetail) is { } text)
                {
                    metadata[key] = text;
                }
            }
        }

        return metadata;
    }

    private static PlanMetric? ReadMetric(ref JsonTokens json, StringPool strings)
    {
        string? name = null, type = null;
        long? accumulator = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("name"u8))
            {
                name = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("accumulatorId"u8))
            {
                accumulator = json.ReadNumber();
            }
            else if (json.ValueTextEquals("metricType"u8))
            {
                type = json.ReadText(strings);
            }
            else
            {
                json.SkipValue();
            }
        }

        return accumulator is { } id ? new PlanMetric(name ?? "", id, type ?? "") : null;
    }
}
