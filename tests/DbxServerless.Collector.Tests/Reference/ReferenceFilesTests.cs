using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Reference;

namespace DbxServerless.Collector.Tests.Reference;

public sealed class ReferenceFilesTests
{
    public static TheoryData<string> Names => [.. ReferenceFiles.Generate(DatasetCatalog.Product).Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_committed_reference_is_what_the_code_says(string name)
    {
        var path = Sources.Path("docs", name);
        var committed = File.Exists(path) ? File.ReadAllText(path) : "";

        (committed == ReferenceFiles.Generate(DatasetCatalog.Product)[name]).ShouldBeTrue($"docs/{name} is stale; run: {ReferenceFiles.Command}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_in_the_reference_is_without_a_description(string name)
    {
        var undescribed = ReferenceFiles.Generate(DatasetCatalog.Product)[name].Split('\n')
            .Where(line => (line.StartsWith('|') && line.EndsWith("|  |", StringComparison.Ordinal) && name != "metrics.md") || line.Contains("\"description\": \"\"", StringComparison.Ordinal));

        undescribed.ShouldBeEmpty();
    }

    [Fact]
    public void Only_changed_files_are_written()
    {
        var folder = Directory.CreateTempSubdirectory("reference").FullName;
        try
        {
            ReferenceFiles.WriteAll(folder).ShouldBe(["datasets.md", "metrics.md", "schema.json", "settings.md", "tables.md"]);
            File.AppendAllText(Path.Combine(folder, "tables.md"), "edited");

            ReferenceFiles.WriteAll(folder).ShouldBe(["tables.md"]);
            ReferenceFiles.WriteAll(folder).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_schema_whose_columns_changed_is_not_overwritten()
    {
        var folder = Directory.CreateTempSubdirectory("reference").FullName;
        try
        {
            var path = Path.Combine(folder, "schema.json");
            File.WriteAllText(path, """{"tables":[{"name":"DbxJobRuns","columns":[{"name":"TimeGenerated","type":"string"}]}]}""");

            Should.Throw<InvalidOperationException>(() => ReferenceFiles.WriteAll(folder)).Message
                .ShouldContain("DbxJobRuns: column 1 was 'TimeGenerated string' and is 'TimeGenerated dateTime' now.");
            Directory.GetFiles(folder).ShouldBe([path]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Pages_name_what_the_catalog_has()
    {
        var files = ReferenceFiles.Generate(DatasetCatalog.Product);

        files["metrics.md"].ShouldContain("| `databricks_job_run_status` | gauge | `workspace_id`, `status` | Job runs that started");
        files["metrics.md"].ShouldContain("| `databricks_up` | gauge | `scope` |");
        files["tables.md"].ShouldContain("## DbxCollections");
        files["tables.md"].ShouldContain("| RunId | string | id |");
        files["datasets.md"].ShouldContain("`GRANT SELECT ON TABLE system.lakeflow.job_run_timeline TO PRINCIPAL`");
        files["settings.md"].ShouldContain("| `Workspaces__0__Host` |  | text | Address of the workspace");
        files["settings.md"].ShouldContain("| `Datasets__NAME__Enabled` | `true` | true, false |");
        files["settings.md"].ShouldContain("| `Privacy__UserNames` | `Keep` | Keep, Hash, Drop |");
    }
}
