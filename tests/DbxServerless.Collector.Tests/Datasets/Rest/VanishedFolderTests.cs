using System.Text;
using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;
using DbxServerless.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>Folders and types of objects that are there at one pass and not at the next.</summary>
public sealed class VanishedFolderTests
{
    private const string Gone = """{"status": 404, "error_code": "RESOURCE_DOES_NOT_EXIST", "message": "No file or directory exists on path."}""";
    private const string Denied = """{"status": 403, "error_code": "PERMISSION_DENIED", "message": "You may not."}""";

    private readonly ManualTimeProvider _time = new();
    private ReadOnlyMemory<byte> _memory;

    [Fact]
    public async Task A_folder_that_does_not_exist_any_more_is_a_tombstone_once()
    {
        Deleted(await DbfsAsync(["a", "b"], a: Files(2), b: Files(1))).ShouldBeEmpty();

        var records = await DbfsAsync(["a"], a: Files(2), b: Gone);
        Deleted(records).ShouldBe(["/b"]);
        Columns(records.Single(record => !record.IsDeleted)).ShouldContain("\"Files\":2");

        (await DbfsAsync(["a"], a: Files(2), b: Gone)).Select(Folder).ShouldBe(["/a"]);
    }

    [Fact]
    public async Task A_folder_that_comes_back_is_told_again()
    {
        await DbfsAsync(["a"], a: Files(2));
        Deleted(await DbfsAsync([], a: Gone)).ShouldBe(["/a"]);

        var back = (await DbfsAsync(["a"], a: Files(3))).ShouldHaveSingleItem();
        back.IsDeleted.ShouldBeFalse();
        Columns(back).ShouldContain("\"Files\":3");
    }

    [Fact]
    public async Task A_folder_that_is_listed_and_gone_when_it_is_read_is_a_tombstone_too()
    {
        await DbfsAsync(["a", "b"], a: Files(2), b: Files(1));
        Deleted(await DbfsAsync(["a", "b"], a: Files(2), b: Gone)).ShouldBe(["/b"]);
    }

    [Theory]
    [InlineData(Denied)]
    [InlineData("""{"files": []}""")]
    public async Task A_folder_that_is_only_no_longer_listed_is_not_proven_deleted(string answer)
    {
        await DbfsAsync(["a", "b"], a: Files(2), b: Files(1));
        var records = await DbfsAsync(["a"], a: Files(2), b: answer);
        records.Select(Folder).ShouldBe(["/a"]);
        Deleted(records).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_may_not_be_read_is_not_told_as_empty()
    {
        await DbfsAsync(["a", "b"], a: Files(2), b: Files(1));
        (await DbfsAsync(["a", "b"], a: Files(2), b: Denied)).Select(Folder).ShouldBe(["/a"]);
    }

    [Fact]
    public async Task A_type_of_which_the_last_object_went_is_told_with_0_and_then_no_more()
    {
        Counts(await ObjectsAsync("NOTEBOOK", "QUERY"))["QUERY"].ShouldBe(1);
        Counts(await ObjectsAsync("NOTEBOOK"))["QUERY"].ShouldBe(0);
        var counts = Counts(await ObjectsAsync("NOTEBOOK"));
        counts.ShouldNotContainKey("QUERY");
        counts["NOTEBOOK"].ShouldBe(1);
    }

    // Without the record of the files that are in no folder.
    private async Task<IReadOnlyList<CollectedRecord>> DbfsAsync(string[] folders, string? a = null, string? b = null)
    {
        var root = $$"""{"files": [{{string.Join(", ", folders.Select(name => $$"""{"path": "/{{name}}", "is_dir": true}"""))}}]}""";
        var answers = new List<string> { $$"""{"when": "path=/a", "answer": {{a ?? Gone}}}""", $$"""{"when": "path=/b", "answer": {{b ?? Gone}}}""", root };
        var records = await CollectAsync("dbfs_storage", $$"""{"GET /api/2.0/dbfs/list": [{{string.Join(", ", answers)}}]}""");
        return [.. records.Where(record => Folder(record) != "/")];
    }

    private Task<IReadOnlyList<CollectedRecord>> ObjectsAsync(params string[] kinds)
    {
        // After a day the whole folder is read, and not only what changed.
        _time.Advance(TimeSpan.FromDays(2));
        var objects = kinds.Select(kind => $$"""{"path": "/{{kind}}", "object_type": "{{kind}}"}""");
        return CollectAsync("workspace_objects", $$"""{"GET /api/2.0/workspace/list": [{"objects": [{{string.Join(", ", objects)}}]}]}""");
    }

    private async Task<IReadOnlyList<CollectedRecord>> CollectAsync(string name, string answers)
    {
        _time.Advance(TimeSpan.FromHours(1));
        var dataset = DatasetCases.Dataset(name);
        using var json = JsonDocument.Parse(answers);
        await using var client = new WorkspaceClient(
            new WorkspaceConnection { Host = "adb-1.1.azuredatabricks.net", Token = "none" }, TimeProvider.System, NullLoggerFactory.Instance,
            new FixtureWorkspace(json.RootElement));
        var context = new CollectionContext
        {
            Dataset = dataset.Info,
            Scope = new Scope(ScopeKind.Workspace, "main"),
            Reader = client,
            Warehouse = client.Sql,
            Options = new CollectorOptions { Workspaces = [new WorkspaceOptions { Name = "main", WorkspaceId = "1001" }] },
            AsOf = _time.GetUtcNow(),
            ChangedFrom = _time.GetUtcNow(),
            Memory = new PassMemory(_memory),
        };
        var records = await dataset.CollectAsync(context, CancellationToken.None).ToListAsync();
        _memory = context.Memory.Changed ?? _memory;
        return records;
    }

    private static string Files(int count) =>
        $$"""{"files": [{{string.Join(", ", Enumerable.Range(0, count).Select(number => $$"""{"path": "/x/{{number}}", "is_dir": false, "file_size": 10}"""))}}]}""";

    private static string Columns(CollectedRecord record) => Encoding.UTF8.GetString(record.Columns.Span);

    private static JsonElement Row(CollectedRecord record) => JsonDocument.Parse($"{{{Columns(record)}}}").RootElement;

    private static string Folder(CollectedRecord record) => Row(record).GetProperty("Folder").GetString()!;

    private static IEnumerable<string> Deleted(IEnumerable<CollectedRecord> records) => records.Where(record => record.IsDeleted).Select(Folder);

    private static Dictionary<string, long> Counts(IEnumerable<CollectedRecord> records) =>
        records.Select(Row).ToDictionary(row => row.GetProperty("ObjectType").GetString()!, row => row.GetProperty("Objects").GetInt64());
}
