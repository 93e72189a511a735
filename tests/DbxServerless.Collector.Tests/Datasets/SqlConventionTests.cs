using System.Reflection;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Tests.Datasets;

public sealed class SqlConventionTests
{
    // The client fills these two when it splits a result.
    private static readonly string[] ShardParameters = ["shard_count", "shard_index"];

    private static readonly string[] KnownParameters =
        [.. typeof(SqlParameters).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!), .. ShardParameters];

    public static TheoryData<string> Names => DatasetCases.Names;

    public static TheoryData<string, string> Statements => DatasetCases.Statements;

    [Theory]
    [MemberData(nameof(Statements))]
    public void Only_parameters_are_used_that_the_engine_gives(string dataset, string statement)
    {
        var parameters = Text(dataset, statement).Parameters;

        parameters.Except(KnownParameters).ShouldBeEmpty();
        parameters.Intersect(ShardParameters).Count().ShouldBeOneOf(0, 2);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void The_clock_is_the_passes_own(string dataset, string statement) => Text(dataset, statement).Clocks.ShouldBeEmpty("Use :as_of.");

    [Theory]
    [MemberData(nameof(Statements))]
    public void Only_declared_system_tables_are_read(string dataset, string statement) =>
        Text(dataset, statement).Sources.Except(DatasetCases.Dataset(dataset).Info.SystemTables).ShouldBeEmpty("DatasetInfo.SystemTables lists what is read: grants come from it.");

    [Theory]
    [MemberData(nameof(Statements))]
    public void Columns_are_named_one_by_one(string dataset, string statement)
    {
        var columns = Text(dataset, statement).Columns;

        columns.ShouldAllBe(column => System.Text.RegularExpressions.Regex.IsMatch(column, "^[a-z][a-z0-9_]*$"));
        columns.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_only_selects_and_is_one(string dataset, string statement)
    {
        var text = Text(dataset, statement).ToString();

        text.TrimStart().ShouldMatch("^(?i:SELECT|WITH)\\b");
        text.ShouldNotContain(";");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_declared_system_table_is_read(string name)
    {
        var dataset = DatasetCases.Dataset(name);
        if (dataset.Statements.Count > 0)
            dataset.Info.SystemTables.Except(dataset.Statements.Values.SelectMany(sql => new SqlText(sql).Sources)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Statement_names_are_snake_case(string name) =>
        DatasetCases.Dataset(name).Statements.Keys.ShouldAllBe(statement => System.Text.RegularExpressions.Regex.IsMatch(statement, "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"));

    [Fact]
    public void The_reading_of_texts_sees_what_it_should()
    {
        var text = new SqlText(
            """
            /* :comment */ WITH a AS (SELECT *, 'x :quoted; FROM system.no.table' AS t FROM system.x.one WHERE d > :as_of),
            b AS (SELECT t FROM a JOIN system.x.two z ON z.t::INT = 1)
            SELECT DISTINCT b.t, COALESCE(SUM(CASE WHEN x THEN 1 END), 0) AS total, a.* FROM b JOIN a ON now() > current_date
            """);

        text.Parameters.ShouldBe(["as_of"]);
        text.Sources.ShouldBe(["system.x.one", "system.x.two"]);
        text.Columns.ShouldBe(["t", "total", "*"]);
        text.Clocks.ShouldBe(["now()", "current_date"]);
    }

    private static SqlText Text(string dataset, string statement) => new(DatasetCases.Dataset(dataset).Statements[statement]);
}
