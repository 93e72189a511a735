using DbxServerless.Azure.Ingestion;
using DbxServerless.Azure.Storage;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using Microsoft.Extensions.Options;

namespace DbxServerless.Azure.Settings;

/// <summary>Finds everything that is wrong with the settings of the app in Azure, one sentence each.</summary>
/// <param name="catalog">The datasets, whose tables must all have a rule.</param>
/// <param name="collector">The collector's settings, whether they are right or not: all that is wrong is to be told at once.</param>
internal sealed class AzureOptionsValidator(DatasetCatalog catalog, CollectorOptions collector) : IValidateOptions<AzureOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureOptions options)
    {
        List<string> problems = [.. Storage(options.Storage), .. Sinks(options), .. options.Sinks.SelectMany(sink => Sink(sink.Key, sink.Value))];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Storage(StorageOptions storage)
    {
        if (!string.IsNullOrWhiteSpace(storage.ConnectionString))
            yield break;
        foreach (var (setting, value, kind) in new[] { ("BlobEndpoint", storage.BlobEndpoint, "blob"), ("TableEndpoint", storage.TableEndpoint, "table") })
        {
            if (string.IsNullOrWhiteSpace(value))
                yield return $"Storage__{setting} is missing; set it to https://ACCOUNT.{kind}.core.windows.net, or Storage__ConnectionString to UseDevelopmentStorage=true for the emulator.";
            else if (!IsHttps(value))
                yield return $"Storage__{setting} is '{value}'; write an address like https://ACCOUNT.{kind}.core.windows.net.";
        }
    }

    // Every workspace's sink must be there.
    private IEnumerable<string> Sinks(AzureOptions options) => collector.Workspaces
        .Select(workspace => RecordSinks.NameOf(workspace.Sink))
        .Append(RecordSinks.Default)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(name => !options.Sinks.ContainsKey(name))
        .Select(name => $"There is no sink '{name}'; set Sinks__{name}__Rules__0__Endpoint, __ImmutableId and __Tables of a data collection rule" +
            (name == RecordSinks.Default ? ", or Sinks__default__Folder=records to keep records as blobs." : "."));

    private IEnumerable<string> Sink(string name, SinkOptions sink)
    {
        var setting = RecordSinks.SettingOf(name);
        if (!string.IsNullOrWhiteSpace(sink.Folder))
        {
            return
            [
                .. sink.Rules.Count == 0 ? Array.Empty<string>() : [$"{setting}Folder and {setting}Rules are both set; remove one of them."],
                .. StorageName.IsValid(sink.Folder.Trim())
                    ? Array.Empty<string>()
                    : [$"{setting}Folder is '{sink.Folder}'; it is a folder of the container of blobs, not of a disk: write a name like records, of letters, digits, '-', '_' and '.', with '/' between parts."],
            ];
        }

        return
        [
            .. sink.Rules.SelectMany((rule, number) => Rule($"{setting}Rules__{number}__", rule)),
            .. TablesOfProduct().Except(sink.Rules.SelectMany(rule => rule.TableNames)) is var missing && missing.Any()
                ? new[] { $"No rule of the sink '{name}' takes {string.Join(", ", missing.Order())}; deploy the rules again, or add them to {setting}Rules__N__Tables of the rules that have their streams." }
                : [],
            .. sink.Rules.SelectMany(rule => rule.TableNames).GroupBy(table => table).Where(group => group.Count() > 1)
                .Select(group => $"{setting}Rules__… name the table {group.Key} {group.Count()} times; leave it with one rule."),
        ];
    }

    private static IEnumerable<string> Rule(string setting, RuleOptions rule)
    {
        if (!IsHttps(rule.Endpoint))
            yield return $"{setting}Endpoint is '{rule.Endpoint}'; write the rule's logs ingestion endpoint, https://….ingest.monitor.azure.com.";
        if (!rule.ImmutableId.StartsWith("dcr-", StringComparison.Ordinal))
            yield return $"{setting}ImmutableId is '{rule.ImmutableId}'; write the rule's immutable id, dcr- and 32 hex digits.";
    }

    private IEnumerable<string> TablesOfProduct() => catalog.Datasets
        .Where(dataset => IsEnabled(dataset) && dataset.Info.Table is not null)
        .Select(dataset => dataset.Info.Table!)
        .Append(CollectionRow.Table);

    private bool IsEnabled(Dataset dataset) => !collector.Datasets.TryGetValue(dataset.Info.Name, out var switches) || switches.Enabled && switches.Records;

    private static bool IsHttps(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
