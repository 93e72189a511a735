namespace DbxServerless.Collector.Records;

/// <summary>The table of a dataset: its name and columns, standard ones first.</summary>
/// <param name="Table">Name without <c>_CL</c>; the stream is <c>Custom-</c> and the table's full name.</param>
/// <param name="Description">The summary of the record's XML documentation.</param>
/// <param name="Columns">The record's own columns, in declared order. New ones are appended, never inserted.</param>
public abstract record RecordSchema(string Table, string Description, IReadOnlyList<RecordColumn> Columns)
{
    /// <summary>The columns that the engine adds to every record.</summary>
    public static IReadOnlyList<RecordColumn> StandardColumns { get; } =
    [
        new("TimeGenerated", ColumnType.DateTime, FieldClass.Measured, "When the record was committed for delivery, UTC."),
        new("EventTime", ColumnType.DateTime, FieldClass.Measured, "When it happened, UTC. Queries filter by this column."),
        new("RecordId", ColumnType.String, FieldClass.Id, "Identity of the record within its table; versions of one record share it."),
        new("RecordVersion", ColumnType.Long, FieldClass.Measured, "UTC milliseconds at which the truth was read; the greatest one of a RecordId is current."),
        new("IsDeleted", ColumnType.Boolean, FieldClass.Measured, "True in the last version of a thing that was proven deleted."),
    ];

    /// <summary>Standard and own columns, as the table has them.</summary>
    public IEnumerable<RecordColumn> AllColumns => StandardColumns.Concat(Columns);
}
