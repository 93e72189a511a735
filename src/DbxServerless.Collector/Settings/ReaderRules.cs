using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Settings;

/// <summary>Who reads what is common to a region or the account, and with which warehouse.</summary>
internal static class ReaderRules
{
    public static IEnumerable<string> Check(CollectorOptions options, DatasetCatalog catalog)
    {
        if (options.Workspaces.Count == 0)
            yield break;
        foreach (var region in options.Workspaces.GroupBy(ScopePlan.RegionOf))
        {
            foreach (var problem in Of(ScopeKind.Region, $"the region '{region.Key}'", [.. region], workspace => workspace.RegionReader, nameof(WorkspaceOptions.RegionReader)))
                yield return problem;
        }

        foreach (var problem in Of(ScopeKind.Account, "the account", [.. options.Workspaces], workspace => workspace.AccountReader, nameof(WorkspaceOptions.AccountReader)))
            yield return problem;

        IEnumerable<string> Of(ScopeKind scope, string what, List<WorkspaceOptions> workspaces, Func<WorkspaceOptions, bool> isReader, string setting)
        {
            var readers = workspaces.Where(isReader).ToList();
            if (readers.Count > 1)
                yield return $"{string.Join(" and ", readers.Select(reader => reader.Setting(setting)))} are both true for {what}; leave one of them.";
            var reader = readers.FirstOrDefault() ?? workspaces.Find(workspace => !string.IsNullOrWhiteSpace(workspace.WarehouseId)) ?? workspaces[0];
            var datasets = catalog.Datasets.Where(dataset => dataset.Info.Scope == scope && dataset.Statements.Count > 0 && IsEnabled(dataset)).ToList();
            if (string.IsNullOrWhiteSpace(reader.WarehouseId) && datasets.Count > 0)
            {
                yield return $"{reader.Setting(nameof(reader.WarehouseId))} is missing, which {string.Join(", ", datasets.Select(dataset => dataset.Info.Name))} of {what} need; " +
                    "set it to the id of a SQL warehouse (2X-Small, auto-stop one minute), or switch them off (Datasets__NAME__Enabled=false).";
            }
        }

        bool IsEnabled(Dataset dataset) => !options.Datasets.TryGetValue(dataset.Info.Name, out var switches) || switches.Enabled;
    }
}
