using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Datasets;

/// <summary>
/// Rows as a warehouse would answer them, by statement: <c>{"records": [{"workspace_id": "1", …}], "runs": […]}</c>. A column that a row does
/// not have is NULL. Answers of REST endpoints are as <see cref="FixtureWorkspace"/> takes them; <c>"memory"</c> is what the last pass left.
/// Answers the dataset and writes down what it makes of that.
/// </summary>
internal sealed class DatasetFixture(Dataset dataset, string json) : ISqlWarehouse
{
    /// <summary>The instant of the pass; fixtures are written around it.</summary>
    public static readonly DateTimeOffset AsOf = new(2026, 3, 10, 12, 5, 0, TimeSpan.Zero);

    private const string Memory = "memory";

    private readonly JsonElement _rows = JsonDocument.Parse(json).RootElement;

    public IEnumerable<string> Statements => Names.Where(name => !name.Contains(' ') && name != Memory);

    public IEnumerable<string> Endpoints => Names.Where(name => name.Contains(' '));

    private IEnumerable<string> Names => _rows.EnumerateObject().Select(statement => statement.Name);

    public List<CollectedRecord> Records { get; } = [];

    public List<Sample> Samples { get; } = [];

    public async Task CollectAsync()
    {
        var context = new CollectionContext
        {
            Dataset = dataset.Info,
            Scope = new Scope(dataset.Info.Scope, dataset.Info.Scope == ScopeKind.Account ? "account" : "main"),
            Reader = new WorkspaceClient(
                new WorkspaceConnection { Host = "adb-1.1.azuredatabricks.net", Token = "none" }, TimeProvider.System, NullLoggerFactory.Instance,
                new FixtureWorkspace(_rows)),
            Warehouse = this,
            Options = new CollectorOptions
            {
                Workspaces = [new WorkspaceOptions { Host = "adb-1.1.azuredatabricks.net", Name = "main", WorkspaceId = "1001" }],
            },
            AsOf = AsOf,
            ChangedFrom = AsOf - dataset.Info.Overlap,
            Memory = new PassMemory(Packed()),
        };
        await foreach (var record in dataset.CollectAsync(context, CancellationToken.None))
            Records.Add(record);
        await foreach (var sample in dataset.MeasureAsync(context, CancellationToken.None))
            Samples.Add(sample);
    }

    private ReadOnlyMemory<byte> Packed()
    {
        if (!_rows.TryGetProperty(Memory, out var memory))
            return ReadOnlyMemory<byte>.Empty;
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(memory.GetRawText()));
        return packed.ToArray();
    }

    /// <summary>What came out, as text.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var record in Records)
        {
            text.Append($"{record.RecordId} at {record.EventTime:yyyy-MM-ddTHH:mm:ssZ}{(record.IsFinal ? ", final" : "")}{(record.IsDeleted ? ", deleted" : "")}\n");
            text.Append($"  {{{Encoding.UTF8.GetString(record.Columns.Span)}}}\n");
            foreach (var count in record.Counts)
                text.Append($"  + {Series(count.Family, count.Labels)} {Amount(count)}\n");
        }

        foreach (var sample in Samples)
        {
            var value = sample.Since is { } since ? $"age of {since:yyyy-MM-ddTHH:mm:ssZ}" : sample.Value.ToString("R");
            text.Append($"{Series(sample.Family, sample.Labels)} {value}\n");
        }

        return text.ToString();
    }

    public Task<SqlResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        var name = dataset.Statements.Single(known => statement.Text.StartsWith(SqlStatementName.Prefix(dataset.Info.Name, known.Key), StringComparison.Ordinal)).Key;
        var columns = new SqlText(dataset.Statements[name]).Columns;
        var rows = _rows.GetProperty(name).EnumerateArray().Select(row => Cells(name, row, columns)).ToList();
        return Task.FromResult(SqlResult.From([.. columns.Select(column => new SqlColumn(column))], rows));
    }

    private static IReadOnlyList<string?> Cells(string statement, JsonElement row, IReadOnlyList<string> columns)
    {
        row.EnumerateObject().Select(cell => cell.Name).Except(columns).ShouldBeEmpty($"The fixture has columns that the statement '{statement}' does not give.");
        return [.. columns.Select(column => row.TryGetProperty(column, out var cell) ? Cell(cell) : null)];
    }

    private static string? Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => cell.GetString(),
        _ => cell.GetRawText(),
    };

    private static string Amount(Count count) => count.Observed is { } observed
        ? $"[{string.Join(' ', observed.Observations)}] {observed.Sum:R}"
        : $"{count.Amount:R}";

    private static string Series(MetricFamily family, IReadOnlyList<string> labels) =>
        $"{family.Name}{{{string.Join(',', family.Labels.Zip(labels, (label, value) => $"{label}=\"{value}\""))}}}";
}
