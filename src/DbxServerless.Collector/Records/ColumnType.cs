namespace DbxServerless.Collector.Records;

/// <summary>Log Analytics column types. A column is never retyped.</summary>
public enum ColumnType
{
    String,
    Long,
    Real,
    Boolean,
    DateTime,

    /// <summary>A JSON array or object.</summary>
    Dynamic,
}
