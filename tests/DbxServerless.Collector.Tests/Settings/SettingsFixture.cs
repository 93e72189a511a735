using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using Microsoft.Extensions.Configuration;

namespace DbxServerless.Collector.Tests.Settings;

/// <summary>Settings as environment variables, one <c>NAME=value</c> each.</summary>
internal static class SettingsFixture
{
    /// <summary>All that is needed, by Databricks' own variables.</summary>
    public static readonly string[] OneWorkspace =
        ["DATABRICKS_HOST=adb-1234567890123456.7.azuredatabricks.net", "DATABRICKS_WAREHOUSE_ID=0123456789abcdef"];

    /// <summary>The same by the collector's own settings.</summary>
    public static readonly string[] NumberedWorkspace =
        ["Workspaces__0__Host=adb-1234567890123456.7.azuredatabricks.net", "Workspaces__0__WarehouseId=0123456789abcdef"];

    public static IConfiguration Configuration(params IEnumerable<string> variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables
            .Select(variable => variable.Split('=', 2))
            .GroupBy(pair => pair[0].Replace("__", ":"), pair => pair[1])
            .Select(group => KeyValuePair.Create(group.Key, (string?)group.Last())))
        .Build();

    public static CollectorOptions Read(params IEnumerable<string> variables) => SettingsReader.Read(Configuration(variables));

    public static IReadOnlyList<string> Problems(params IEnumerable<string> variables) =>
        new CollectorOptionsValidator(DatasetCatalog.Product).Problems(Read(variables));
}
