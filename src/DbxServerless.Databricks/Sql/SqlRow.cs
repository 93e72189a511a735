using System.Globalization;
using System.Text.Json;

namespace DbxServerless.Databricks;

/// <summary>
/// A row of a result. Accessors take a column's name, whatever its case, and give null for NULL; the Required ones throw then.
/// All throw a <see cref="DatabricksException"/> for an unknown column, and for a value that is not of the asked type.
/// </summary>
public sealed class SqlRow
{
    private readonly SqlColumns _columns;
    private readonly IReadOnlyList<string?> _cells;

    internal SqlRow(SqlColumns columns, IReadOnlyList<string?> cells)
    {
        _columns = columns;
        _cells = cells;
    }

    /// <summary>Makes a row without a warehouse.</summary>
    public static SqlRow From(IReadOnlyList<SqlColumn> columns, params IReadOnlyList<string?> cells) => new(new SqlColumns(columns, "(none)"), cells);

    public IReadOnlyList<SqlColumn> Columns => _columns.All;

    /// <summary>The value as it came, whatever the column's type.</summary>
    public string? Text(string column) => Cell(_columns.Place(column));

    public long? Int64(string column) => Value(column, "a whole number", SqlCell.Int64);

    public int? Int32(string column) => Value(column, "a whole number of 32 bits", SqlCell.Int32);

    public double? Double(string column) => Value(column, "a number", SqlCell.Double);

    /// <summary>An exact number of up to 28 digits; digits after the point beyond those are rounded.</summary>
    public decimal? Decimal(string column) => Value(column, "a decimal number", SqlCell.Decimal);

    public bool? Boolean(string column) => Value(column, "true or false", SqlCell.Boolean);

    /// <summary>An instant in UTC; a text without an offset is UTC, a date is its midnight.</summary>
    public DateTimeOffset? Timestamp(string column) => Value(column, "a timestamp", SqlCell.Timestamp);

    public DateOnly? Date(string column) => Value(column, "a date", SqlCell.Date);

    /// <summary>An ARRAY of texts; elements that are not texts come as their JSON, NULLs are left out.</summary>
    public IReadOnlyList<string>? TextList(string column) => Object(column, "a list", SqlCell.TextList);

    /// <summary>A MAP from text; values that are not texts come as their JSON.</summary>
    public IReadOnlyDictionary<string, string?>? TextMap(string column) => Object(column, "a map", SqlCell.TextMap);

    /// <summary>A STRUCT, ARRAY, MAP or JSON text.</summary>
    public JsonElement? Json(string column) => Value(column, "JSON", SqlCell.Json);

    public string RequiredText(string column) => Text(column) ?? throw Null(column);

    public long RequiredInt64(string column) => Int64(column) ?? throw Null(column);

    public int RequiredInt32(string column) => Int32(column) ?? throw Null(column);

    public double RequiredDouble(string column) => Double(column) ?? throw Null(column);

    public decimal RequiredDecimal(string column) => Decimal(column) ?? throw Null(column);

    public bool RequiredBoolean(string column) => Boolean(column) ?? throw Null(column);

    public DateTimeOffset RequiredTimestamp(string column) => Timestamp(column) ?? throw Null(column);

    public DateOnly RequiredDate(string column) => Date(column) ?? throw Null(column);

    public IReadOnlyList<string> RequiredTextList(string column) => TextList(column) ?? throw Null(column);

    public IReadOnlyDictionary<string, string?> RequiredTextMap(string column) => TextMap(column) ?? throw Null(column);

    public JsonElement RequiredJson(string column) => Json(column) ?? throw Null(column);

    private string? Cell(int place) => place < _cells.Count ? _cells[place] : null;

    private T? Value<T>(string column, string wanted, Func<string, T?> read)
        where T : struct
    {
        var place = _columns.Place(column);
        return Cell(place) is { } cell ? read(cell) ?? throw Wrong(place, wanted) : null;
    }

    private T? Object<T>(string column, string wanted, Func<string, T?> read)
        where T : class
    {
        var place = _columns.Place(column);
        return Cell(place) is { } cell ? read(cell) ?? throw Wrong(place, wanted) : null;
    }

    /// <summary>The value itself stays out of the message: it may be anybody's data.</summary>
    private DatabricksException Wrong(int place, string wanted)
    {
        var column = _columns.All[place];
        return Unexpected($"Column '{column.Name}' of statement {_columns.StatementId} is of type {column.ShownType}, and a value in it is not {wanted}.");
    }

    private DatabricksException Null(string column) =>
        Unexpected($"Column '{column}' of statement {_columns.StatementId}, of type {_columns.All[_columns.Place(column)].ShownType}, holds a NULL where a value is required.");

    private DatabricksException Unexpected(string reason) =>
        new(DatabricksErrorKind.UnexpectedResponse, reason, "The table may have changed its columns: report it with the statement's id.") { StatementId = _columns.StatementId };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row of {_columns.All.Count} columns");
}
