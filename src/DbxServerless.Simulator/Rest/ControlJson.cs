using System.Text.Json.Serialization;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.Simulator.Rest;

/// <summary>The JSON of the simulator's own endpoints.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(IReadOnlyDictionary<int, Fault>))]
[JsonSerializable(typeof(RequestReport))]
internal sealed partial class ControlJson : JsonSerializerContext;
