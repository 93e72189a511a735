namespace DbxServerless.Simulator.SystemTables;

/// <summary>The system tables of the account, found by scanning.</summary>
public sealed class SystemCatalog
{
    private readonly Dictionary<Type, SystemTable> _tables;

    public SystemCatalog(TableSource source) => _tables = typeof(SystemCatalog).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(SystemTable)))
        .ToDictionary(type => type, type => (SystemTable)Activator.CreateInstance(type, source)!);

    public IReadOnlyList<SystemTable> Tables => [.. _tables.Values.OrderBy(table => table.Name, StringComparer.Ordinal)];

    public TTable Get<TTable>()
        where TTable : SystemTable => (TTable)_tables[typeof(TTable)];
}
