using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Reference;

/// <summary>What of <c>infra-bicep/</c> is generated from the datasets.</summary>
public static class DeploymentFiles
{
    private const string Tables = "generated/tables.json";

    /// <summary>The folder of the deployment, seen from that of the generated reference.</summary>
    public static string Beside(string docs) => Path.Combine(docs, "..", "infra-bicep");

    /// <summary>Every file with its text, by its path in the folder.</summary>
    /// <param name="catalog">The datasets.</param>
    /// <param name="folder">The folder as it is: tables stay with the data collection rules that they have there.</param>
    public static IReadOnlyDictionary<string, string> Generate(DatasetCatalog catalog, string folder) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Tables] = DeploymentTables.Generate(catalog, Path.Combine(folder, Tables) is var path && File.Exists(path) ? File.ReadAllText(path) : null),
        ["grants.sql"] = GrantsFile.Generate(catalog),
    };
}
