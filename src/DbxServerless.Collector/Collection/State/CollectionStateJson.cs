using System.Text.Json.Serialization;
using DbxServerless.Collector.Collection.Counters;
using DbxServerless.Collector.Collection.Metering;

namespace DbxServerless.Collector.Collection.State;

/// <summary>JSON of what the engine stores.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CollectionState))]
[JsonSerializable(typeof(CounterFile))]
[JsonSerializable(typeof(BudgetDay))]
[JsonSerializable(typeof(RequestWindow))]
[JsonSerializable(typeof(UsedSoFar))]
internal sealed partial class CollectionStateJson : JsonSerializerContext;
