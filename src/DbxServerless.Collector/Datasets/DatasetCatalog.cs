using System.Reflection;

namespace DbxServerless.Collector.Datasets;

/// <summary>Every dataset of an assembly, sorted by name. Two of one name or table are refused.</summary>
public sealed class DatasetCatalog
{
    private DatasetCatalog(IReadOnlyList<Dataset> datasets) => Datasets = datasets;

    /// <summary>The datasets of the product.</summary>
    public static DatasetCatalog Product { get; } = Scan(typeof(DatasetCatalog).Assembly);

    public IReadOnlyList<Dataset> Datasets { get; }

    public static DatasetCatalog Scan(Assembly assembly) => Of(assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsClass: true } && type.IsSubclassOf(typeof(Dataset)))
        .Select(type => (Dataset)Activator.CreateInstance(type)!));

    /// <exception cref="InvalidOperationException">Two datasets share a name or a table.</exception>
    public static DatasetCatalog Of(IEnumerable<Dataset> datasets)
    {
        var sorted = datasets.OrderBy(dataset => dataset.Info.Name, StringComparer.Ordinal).ToList();
        RefuseShared(sorted, dataset => dataset.Info.Name, "name");
        RefuseShared(sorted.Where(dataset => dataset.Info.Table is not null), dataset => dataset.Info.Table!, "table");
        return new DatasetCatalog(sorted);
    }

    private static void RefuseShared(IEnumerable<Dataset> datasets, Func<Dataset, string> by, string what)
    {
        if (datasets.GroupBy(by).FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw new InvalidOperationException(
                $"The datasets {string.Join(" and ", shared.Select(dataset => dataset.GetType().Name))} share the {what} '{shared.Key}'.");
        }
    }
}
