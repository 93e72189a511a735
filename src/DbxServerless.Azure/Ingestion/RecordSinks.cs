using Azure.Core;
using Azure.Monitor.Ingestion;
using DbxServerless.Azure.Settings;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Options;

namespace DbxServerless.Azure.Ingestion;

/// <summary>The sinks of the settings, each made once.</summary>
internal sealed class RecordSinks : IRecordSinks
{
    /// <summary>Name of the sink that takes what no other is named for.</summary>
    public const string Default = "default";

    private readonly Dictionary<string, IRecordSink> _sinks;

    public RecordSinks(IOptions<AzureOptions> options, IBlobStore blobs, TokenCredential credential, TimeProvider time) =>
        _sinks = options.Value.Sinks.ToDictionary(
            sink => sink.Key, sink => NewSink(sink.Key, sink.Value, blobs, credential, time), StringComparer.OrdinalIgnoreCase);

    public static string NameOf(string? sink) => string.IsNullOrWhiteSpace(sink) ? Default : sink.Trim();

    /// <summary>How the names of a sink's settings begin.</summary>
    public static string SettingOf(string sink) => $"Sinks__{sink}__";

    public IRecordSink For(string? name) => _sinks.GetValueOrDefault(NameOf(name))
        ?? throw new InvalidOperationException($"There is no sink '{NameOf(name)}'. There are: {string.Join(", ", _sinks.Keys.Order())}.");

    private static IRecordSink NewSink(string name, SinkOptions sink, IBlobStore blobs, TokenCredential credential, TimeProvider time)
    {
        if (!string.IsNullOrWhiteSpace(sink.Folder))
            return new BlobLinesSink(blobs, sink.Folder.Trim());
        // The SDK takes the scope of the token as audience.
        var options = new LogsIngestionClientOptions { Audience = new LogsIngestionAudience($"{sink.Audience.TrimEnd('/')}//.default") };
        var rules =
            from pair in sink.Rules.Select((rule, number) => (Rule: rule, Setting: $"{SettingOf(name)}Rules__{number}__"))
            let endpoint = new Uri(pair.Rule.Endpoint)
            let rule = new IngestionRule(new LogsIngestionClient(endpoint, credential, options), endpoint, pair.Rule.ImmutableId, pair.Setting)
            from table in pair.Rule.TableNames
            select (table, rule);
        return new LogsIngestionSink(rules.ToDictionary(pair => pair.table, pair => pair.rule, StringComparer.Ordinal), SettingOf(name), time);
    }
}
