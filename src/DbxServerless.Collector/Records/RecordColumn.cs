namespace DbxServerless.Collector.Records;

/// <summary>One column of a table.</summary>
/// <param name="Name">As in the table: the property's name.</param>
/// <param name="Type">Log Analytics type.</param>
/// <param name="Class">What it may reveal.</param>
/// <param name="Description">The summary of the property's XML documentation, in one line.</param>
public sealed record RecordColumn(string Name, ColumnType Type, FieldClass Class, string Description);
