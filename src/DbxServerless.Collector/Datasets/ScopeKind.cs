namespace DbxServerless.Collector.Datasets;

/// <summary>What a dataset is collected once for.</summary>
public enum ScopeKind
{
    /// <summary>Each watched workspace on its own (REST endpoints).</summary>
    Workspace,

    /// <summary>All workspaces of a region together (lakeflow, query and compute system tables).</summary>
    Region,

    /// <summary>The whole Databricks account (billing tables, list of workspaces).</summary>
    Account,
}
