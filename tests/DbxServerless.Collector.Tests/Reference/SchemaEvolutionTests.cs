using System.Text.Json;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Reference;

namespace DbxServerless.Collector.Tests.Reference;

public sealed class SchemaEvolutionTests
{
    [Fact]
    public void Columns_are_only_added() => SchemaChanges.Between(File.ReadAllText(Sources.Path("docs", "schema.json")), SchemaFile.Generate(DatasetCatalog.Product)).ShouldBeEmpty();

    [Fact]
    public void An_added_column_and_table_are_no_change() =>
        SchemaChanges.Between(Schema("A", "X string", "Y long"), Schema("A", "X string", "Y long", "Z real")).ShouldBeEmpty();

    [Fact]
    public void A_retyped_column_is_told() => SchemaChanges.Between(Schema("A", "X string", "Y long"), Schema("A", "X string", "Y real"))
        .ShouldBe(["A: column 2 was 'Y long' and is 'Y real' now."]);

    [Fact]
    public void A_renamed_column_is_told() => SchemaChanges.Between(Schema("A", "X string"), Schema("A", "Z string")).ShouldBe(["A: column 1 was 'X string' and is 'Z string' now."]);

    [Fact]
    public void Reordered_columns_are_told() =>
        SchemaChanges.Between(Schema("A", "X string", "Y long"), Schema("A", "Y long", "X string")).Count.ShouldBe(2);

    [Fact]
    public void A_removed_column_is_told() => SchemaChanges.Between(Schema("A", "X string", "Y long"), Schema("A", "X string")).ShouldBe(["A: column 2 was 'Y long' and is gone now."]);

    [Fact]
    public void A_removed_table_is_told() => SchemaChanges.Between(Schema("A", "X string"), Schema("B", "X string")).ShouldBe(["A: the table is gone."]);

    private static string Schema(string table, params IEnumerable<string> columns) => JsonSerializer.Serialize(new
    {
        tables = new[] { new { name = table, columns = columns.Select(column => new { name = column.Split(' ')[0], type = column.Split(' ')[1] }) } },
    });
}
