using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>A system table. Concrete subclasses are found by <see cref="SystemCatalog"/>.</summary>
public abstract class SystemTable
{
    /// <summary>Schema and table: <c>lakeflow.jobs</c>.</summary>
    public abstract string Name { get; }

    public abstract RowSchema Schema { get; }

    /// <summary>The rows that a reader sees at an instant, for export.</summary>
    public abstract IEnumerable<object> RowsAt(DateTimeOffset instant);
}
