using System.Text.Json;
using DbxServerless.Collector.Check;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.LogDelivery;
using DbxServerless.Databricks;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Answers;
using DbxServerless.Simulator.Rows;
using DbxServerless.Testing;

namespace DbxServerless.Conformance;

/// <summary>Writes the rows of all tables, every statement that the collector sends, and what the simulator answers to it.</summary>
internal sealed class Export(Case given, string folder)
{
    private static readonly AnswerCatalog Answers = new();

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var workspace = await SimulatedWorkspace.StartAsync(
            given.Simulator with { Time = new ManualTimeProvider(given.AsOf) }, cancellationToken);
        WriteTables(workspace);
        await using var file = File.Create(Path.Combine(folder, "statements.json"));
        await using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var dataset in DatasetCatalog.Product.Datasets.Where(dataset => dataset.Statements.Count > 0))
            await WriteDatasetAsync(json, dataset, workspace, cancellationToken);
        WriteStatement(json, ClusterSpendStatement.Name, ClusterSpendStatement.Spend, SpendStatement(), workspace);
        foreach (var (objects, text) in CheckStatements.Objects)
            WriteStatement(json, "check", objects, new SqlStatement(text, [SqlParameter.Text("workspace_id", given.Simulator.WorkspaceId)]), workspace);
        json.WriteEndArray();
    }

    private SqlStatement SpendStatement() =>
        ClusterSpendStatement.Compose(given.Collector, ["1234567890123456", "42", given.Simulator.WorkspaceId], given.AsOf - given.Backfill);

    private void WriteTables(SimulatedWorkspace workspace)
    {
        using var file = File.Create(Path.Combine(folder, "tables.json"));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var table in workspace.Tables.Tables)
        {
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteStartArray("columns");
            foreach (var column in table.Schema.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("type", column.Type.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            using var rows = File.Create(Path.Combine(folder, $"{table.Name}.jsonl"));
            foreach (var row in table.RowsAt(given.AsOf))
            {
                using (var line = new Utf8JsonWriter(rows))
                    SqlCells.Write(line, row);
                rows.WriteByte((byte)'\n');
            }
        }

        json.WriteEndArray();
    }

    private async Task WriteDatasetAsync(Utf8JsonWriter json, Dataset dataset, SimulatedWorkspace workspace, CancellationToken cancellationToken)
    {
        var warehouse = new CapturingWarehouse();
        var context = new CollectionContext
        {
            Dataset = dataset.Info,
            Scope = Scope.Account,
            Reader = null!,
            Warehouse = warehouse,
            Options = given.Collector,
            AsOf = given.AsOf,
            ChangedFrom = given.AsOf - given.Backfill,
        };
        await foreach (var _ in dataset.CollectAsync(context, cancellationToken))
        {
        }

        await foreach (var _ in dataset.MeasureAsync(context, cancellationToken))
        {
        }

        if (warehouse.Statements.Count != dataset.Statements.Count)
            throw new InvalidOperationException($"{dataset.Info.Name} has {dataset.Statements.Count} statements, and sent {warehouse.Statements.Count}.");
        foreach (var (name, statement) in dataset.Statements.Keys.Zip(warehouse.Statements))
            WriteStatement(json, dataset.Info.Name, name, statement, workspace);
    }

    private void WriteStatement(Utf8JsonWriter json, string dataset, string name, SqlStatement statement, SimulatedWorkspace workspace)
    {
        var parameters = statement.Parameters.Select(parameter => (parameter.Name, parameter.Type, parameter.Value)).ToList();
        // The client gives these two.
        if (statement.Text.Contains(":shard_count", StringComparison.Ordinal))
            parameters.AddRange([("shard_count", "BIGINT", "1"), ("shard_index", "BIGINT", "0")]);
        var answer = Answers.Run(statement.Text,
            new Reading(workspace.Tables, given.AsOf, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)));
        json.WriteStartObject();
        json.WriteString("dataset", dataset);
        json.WriteString("statement", name);
        json.WriteString("text", statement.Text);
        json.WriteStartArray("parameters");
        foreach (var (parameter, type, value) in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter);
            json.WriteString("type", type);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("columns");
        foreach (var column in answer.Schema.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in answer.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in answer.Schema.Cells(row))
                json.WriteStringValue(cell);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
