using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Databricks.Tests;

public sealed class SqlCellTests
{
    private static readonly SqlColumn[] Columns =
    [
        new("id", "LONG", "BIGINT"), new("text"), new("price", "DECIMAL", "DECIMAL(38,18)"), new("at", "TIMESTAMP"), new("day", "DATE"),
        new("tags", "MAP", "MAP<STRING,STRING>"), new("list", "ARRAY", "ARRAY<STRING>"), new("what", "STRUCT"), new("flag", "BOOLEAN"), new("share", "DOUBLE"),
    ];

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("12.000", 12L)]
    [InlineData("0E-18", 0L)]
    public void Whole_numbers_of_64_bits(string cell, long expected) => Row("id", cell).Int64("id").ShouldBe(expected);

    [Theory]
    [InlineData("0.100000000000000000", "0.1")]
    [InlineData("0E-18", "0")]
    [InlineData("1.5E-7", "0.00000015")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335")]
    [InlineData("12345678901234567890.123456789012345678", "12345678901234567890.123456789")]
    public void Decimals_of_38_digits_and_with_exponents(string cell, string expected) =>
        Row("price", cell).Decimal("price").ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1E300", -1E300)]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    public void Doubles(string cell, double expected) => Row("share", cell).Double("share").ShouldBe(expected);

    [Theory]
    [InlineData("2026-01-19T05:00:00.000Z", "2026-01-19T05:00:00.0000000Z")]
    [InlineData("2026-01-19T05:00:00.123456Z", "2026-01-19T05:00:00.1234560Z")]
    [InlineData("2026-01-19T05:00:00Z", "2026-01-19T05:00:00.0000000Z")]
    [InlineData("2026-01-19T05:00:00.5+02:00", "2026-01-19T03:00:00.5000000Z")]
    [InlineData("2026-01-19T05:00:00", "2026-01-19T05:00:00.0000000Z")]
    [InlineData("2026-01-19 05:00:00.25", "2026-01-19T05:00:00.2500000Z")]
    [InlineData("2026-01-19", "2026-01-19T00:00:00.0000000Z")]
    public void Timestamps_are_utc(string cell, string expected)
    {
        var at = Row("at", cell).RequiredTimestamp("at");
        at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected);
        at.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Dates_booleans_and_small_numbers()
    {
        Row("day", "2024-02-29").Date("day").ShouldBe(new DateOnly(2024, 2, 29));
        Row("flag", "true").Boolean("flag").ShouldBe(true);
        Row("flag", "FALSE").Boolean("flag").ShouldBe(false);
        Row("id", "-7").Int32("id").ShouldBe(-7);
    }

    [Fact]
    public void Lists_maps_and_structs_are_read_from_json()
    {
        Row("list", """["a",null,1,{"b":2}]""").TextList("list").ShouldBe(["a", "1", """{"b":2}"""]);
        Row("tags", """{"team":"data","n":1,"none":null}""").TextMap("tags").ShouldBe(
            new Dictionary<string, string?> { ["team"] = "data", ["n"] = "1", ["none"] = null }, ignoreOrder: true);
        Row("tags", """[{"key":"team","value":"data"},{"key":"none"}]""").TextMap("tags").ShouldBe(
            new Dictionary<string, string?> { ["team"] = "data", ["none"] = null }, ignoreOrder: true);
        var what = Row("what", """{"a":{"b":["9007199254740993"]}}""").RequiredJson("what");
        what.GetProperty("a").GetProperty("b")[0].GetString().ShouldBe("9007199254740993");
    }

    [Fact]
    public void Json_may_nest_deeper_than_usual()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));
        Row("what", deep).Json("what").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("id", "9223372036854775808")]
    [InlineData("id", "1.5")]
    [InlineData("id", "")]
    [InlineData("id", " 1")]
    [InlineData("price", "79228162514264337593543950336")]
    [InlineData("price", "1,5")]
    [InlineData("share", "lots")]
    [InlineData("flag", "1")]
    [InlineData("at", "yesterday")]
    [InlineData("at", "2026-13-01T00:00:00Z")]
    [InlineData("day", "2026-02-30")]
    [InlineData("tags", "[1]")]
    [InlineData("tags", "\"x\"")]
    [InlineData("list", "{}")]
    [InlineData("what", "{broken")]
    public void A_value_of_another_type_is_an_error_that_names_column_type_and_statement_but_not_the_value(string column, string cell)
    {
        var row = Row(column, cell);
        var failure = Should.Throw<DatabricksException>(() => Read(row, column));
        failure.Kind.ShouldBe(DatabricksErrorKind.UnexpectedResponse);
        failure.Reason.ShouldContain($"'{column}'");
        failure.Reason.ShouldContain(Columns.Single(candidate => candidate.Name == column).ShownType);
        failure.Reason.ShouldContain("(none)");
        if (cell.Length > 3)
            failure.Message.ShouldNotContain(cell);
    }

    [Fact]
    public void Whole_numbers_too_large_for_32_bits_are_an_error() =>
        Should.Throw<DatabricksException>(() => Row("id", "2147483648").Int32("id")).Reason.ShouldContain("32 bits");

    [Fact]
    public void Null_is_null_and_an_error_where_required()
    {
        var row = SqlRow.From(Columns, new string?[Columns.Length]);
        foreach (var column in Columns)
            Read(row, column.Name).ShouldBeNull();
        Func<object>[] required =
        [
            () => row.RequiredInt64("id"), () => row.RequiredInt32("id"), () => row.RequiredText("text"), () => row.RequiredDecimal("price"), () => row.RequiredTimestamp("at"),
            () => row.RequiredDate("day"), () => row.RequiredTextMap("tags"), () => row.RequiredTextList("list"), () => row.RequiredJson("what"), () => row.RequiredBoolean("flag"),
            () => row.RequiredDouble("share"),
        ];
        foreach (var read in required)
            Should.Throw<DatabricksException>(() => read()).Reason.ShouldContain("NULL");
    }

    [Fact]
    public void An_unknown_column_is_an_error_that_names_those_there_are()
    {
        var failure = Should.Throw<DatabricksException>(() => Row("id", "1").Int64("idd"));
        failure.Reason.ShouldContain("'idd'");
        failure.Reason.ShouldContain("id, text, price");
    }

    [Fact]
    public void Columns_are_found_whatever_their_case_and_a_short_row_ends_in_nulls()
    {
        var row = SqlRow.From(Columns, "7");
        row.Int64("ID").ShouldBe(7);
        row.Text("share").ShouldBeNull();
    }

    [Fact]
    public void Numbers_come_back_as_they_went() => Prop.ForAll(
        ArbMap.Default.ArbFor<decimal>(), ArbMap.Default.ArbFor<long>(), (exact, whole) =>
            SqlCell.Decimal(SqlParameter.Decimal("p", exact).Value!) == exact && SqlCell.Int64(SqlParameter.Int64("p", whole).Value!) == whole)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Instants_come_back_to_the_microsecond() => Prop.ForAll(ArbMap.Default.ArbFor<DateTimeOffset>(), at =>
        {
            var expected = new DateTimeOffset(at.UtcTicks / 10 * 10, TimeSpan.Zero);
            return SqlCell.Timestamp(SqlParameter.Timestamp("p", at).Value!) == expected;
        })
        .QuickCheckThrowOnFailure();

    private static SqlRow Row(string column, string cell) =>
        SqlRow.From(Columns, [.. Columns.Select(candidate => candidate.Name == column ? cell : null)]);

    private static object? Read(SqlRow row, string column) => column switch
    {
        "id" => row.Int64(column),
        "price" => row.Decimal(column),
        "share" => row.Double(column),
        "flag" => row.Boolean(column),
        "at" => row.Timestamp(column),
        "day" => row.Date(column),
        "tags" => row.TextMap(column),
        "list" => row.TextList(column),
        "what" => row.Json(column),
        _ => row.Text(column),
    };
}
