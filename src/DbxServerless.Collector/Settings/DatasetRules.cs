using System.Text.RegularExpressions;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Settings;

/// <summary>Settings that name datasets, families and system tables must name ones that there are.</summary>
internal static partial class DatasetRules
{
    public static IEnumerable<string> Check(CollectorOptions options, DatasetCatalog catalog) =>
        options.Datasets.SelectMany(pair => Switches(pair.Key, pair.Value, catalog)).Concat(options.SystemTables.SelectMany(pair => Mapping(pair.Key, pair.Value, catalog)));

    private static IEnumerable<string> Switches(string name, DatasetOptions switches, DatasetCatalog catalog)
    {
        var dataset = catalog.Datasets.FirstOrDefault(dataset => dataset.Info.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (dataset is null)
        {
            var names = catalog.Datasets.Select(known => known.Info.Name).ToList();
            yield return $"Datasets__{name}: there is no dataset '{name}'; {Mend(name, names, $"there are {string.Join(", ", names)}")}";
            yield break;
        }

        var families = dataset.Families.Concat(dataset.CounterFamilies).Select(family => family.Name).Distinct().ToList();
        foreach (var (family, index) in switches.WithoutFamilies.Select((family, index) => (family, index)).Where(pair => !families.Contains(pair.family)))
        {
            yield return $"Datasets__{name}__WithoutFamilies__{index}: '{family}' is no family of {name}; " +
                Mend(family, families, families.Count == 0 ? "it has none" : $"it has {string.Join(", ", families)}");
        }
    }

    private static IEnumerable<string> Mapping(string table, string view, DatasetCatalog catalog)
    {
        var tables = catalog.Datasets.SelectMany(dataset => dataset.Info.SystemTables).Distinct().Order(StringComparer.Ordinal).ToList();
        var schemas = tables.Select(name => name[..name.LastIndexOf('.')]).Distinct().ToList();
        var setting = $"SystemTables__{table}";
        if (!tables.Contains(table) && !schemas.Contains(table))
        {
            yield return $"{setting}: no dataset reads '{table}'; " +
                Mend(table, tables.Concat(schemas), $"write a schema ({string.Join(", ", schemas)}) or one of its tables");
            yield break;
        }

        var parts = schemas.Contains(table) ? 2 : 3;
        if (!Identifiers().IsMatch(view) || Part().Count(view) != parts)
            yield return $"{setting} is '{view}'; write {(parts == 2 ? "catalog.schema" : "catalog.schema.view")}, each part in backticks if it has other signs than letters, digits and _.";
    }

    private static string Mend(string word, IEnumerable<string> candidates, string otherwise) =>
        Spelling.Nearest(word, candidates) is { } meant ? $"did you mean {meant}?" : $"{otherwise}.";

    [GeneratedRegex(@"^(?:`[^`]+`|\w+)(?:\.(?:`[^`]+`|\w+))*$")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"`[^`]+`|\w+")]
    private static partial Regex Part();
}
