using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Tests.Datasets;

public sealed class DatasetConventionTests
{
    public static TheoryData<string> Names => DatasetCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_are_snake_case_tables_begin_with_Dbx_and_descriptions_are_sentences(string name)
    {
        var info = DatasetCases.Dataset(name).Info;

        info.Name.ShouldMatch("^[a-z][a-z0-9]*(_[a-z0-9]+)*$");
        info.Table?.ShouldMatch("^Dbx[A-Z][A-Za-z0-9]*$");
        info.Description.ShouldMatch("^[A-Z].*\\.$");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dataset_with_records_names_its_table_and_its_source(string name)
    {
        var dataset = DatasetCases.Dataset(name);

        (dataset.Schema?.Table).ShouldBe(dataset.Info.Table);
        (dataset.Info.SystemTables.Count + dataset.Info.Endpoints.Count).ShouldBeGreaterThan(0);
        dataset.Info.Endpoints.ShouldAllBe(endpoint => endpoint.StartsWith("GET /api/") || endpoint.StartsWith("POST /api/"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_column_has_a_description_and_texts_are_classed_as_what_they_are(string name)
    {
        foreach (var column in DatasetCases.Dataset(name).Schema?.Columns ?? [])
        {
            column.Description.ShouldMatch("^[A-Za-z0-9].*[.…]$", $"{name}.{column.Name} needs a summary that is a sentence.");
            if (System.Text.RegularExpressions.Regex.IsMatch(column.Name, "(By|RunAs|UserName|Owner|Email|Creator)$"))
                column.Class.ShouldBe(FieldClass.Personal, $"{name}.{column.Name} names a person.");
            if (System.Text.RegularExpressions.Regex.IsMatch(column.Name, "(Text|Message|Comment|Description|Error)$") && column.Type is ColumnType.String)
                column.Class.ShouldBe(FieldClass.FreeText, $"{name}.{column.Name} was written by people or programs.");
            if (column.Name.EndsWith("Id", StringComparison.Ordinal) || column.Name.EndsWith("Ids", StringComparison.Ordinal))
                (column.Class, column.Type is ColumnType.String or ColumnType.Dynamic).ShouldBe((FieldClass.Id, true), $"{name}.{column.Name} is an id: a text of class id.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_of_many_workspaces_tells_which_one(string name)
    {
        var dataset = DatasetCases.Dataset(name);
        if (dataset.Info.Scope == ScopeKind.Region && dataset.Schema is { } schema)
            schema.Columns[0].Name.ShouldBe("WorkspaceId");
        foreach (var family in dataset.Families.Concat(dataset.CounterFamilies).Where(_ => dataset.Info.Scope == ScopeKind.Region))
            family.Labels.ShouldContain("workspace_id", family.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Keys_are_remembered_for_longer_than_anything_is_read_back(string name)
    {
        var info = DatasetCases.Dataset(name).Info;

        info.Remembers.ShouldBeGreaterThan(info.Reconciliation + info.Overlap);
        info.Remembers.ShouldBeGreaterThanOrEqualTo(info.Backfill);
    }
}
