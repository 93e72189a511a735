using System.Text.Json.Nodes;

namespace DbxServerless.Simulator.Rest.Clusters;

/// <summary>Something that happened to a cluster.</summary>
internal sealed record ClusterEvent(DateTimeOffset At, string Type, JsonObject Details);
