using System.Globalization;
using System.Text.Json;
using DbxServerless.Databricks;
using DbxServerless.Simulator.Statements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>SQL Statement Execution 2.0.</summary>
internal sealed class StatementEndpoints(SimulatorOptions options, StatementStore store, SimulatedWarehouse warehouse, ResultLinks links, TimeProvider time)
    : IEndpoints
{
    private const int LongestStatement = 16 * 1024 * 1024;
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(10);

    public void Map(WebApplication app)
    {
        app.MapPost("/api/2.0/sql/statements", SubmitAsync);
        app.MapGet("/api/2.0/sql/statements/{id}", (HttpContext context, string id) => With(context, id, statement =>
            context.Json(Response(context, statement, statement.StatusAt(time.GetUtcNow())), DatabricksJson.Default.StatementResponse)));
        app.MapGet("/api/2.0/sql/statements/{id}/result/chunks/{index:int}", (HttpContext context, string id, int index) =>
            With(context, id, statement => ChunkAsync(context, statement, index)));
        app.MapPost("/api/2.0/sql/statements/{id}/cancel", (HttpContext context, string id) => With(context, id, statement =>
        {
            statement.Cancel(time.GetUtcNow());
            return Task.CompletedTask;
        }));
    }

    private async Task SubmitAsync(HttpContext context)
    {
        StatementRequest? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, DatabricksJson.Default.StatementRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            request = null;
        }

        if (request is null)
        {
            await context.Error(StatusCodes.Status400BadRequest, "MALFORMED_REQUEST", "Could not parse request object.");
            return;
        }

        if (Refusal(request) is { } refusal)
        {
            await context.Error(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", refusal);
            return;
        }

        var statement = store.Submit(request);
        var wait = Wait(request.WaitTimeout) ?? DefaultWait;
        if (wait == TimeSpan.Zero)
        {
            await context.Json(Response(context, statement, new StatementStatus { State = "PENDING" }), DatabricksJson.Default.StatementResponse);
            return;
        }

        var left = statement.Ends - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left < wait ? left : wait, time, context.RequestAborted);
        if (time.GetUtcNow() < statement.Ends && request.OnWaitTimeout == "CANCEL")
            statement.Cancel(time.GetUtcNow());
        await context.Json(Response(context, statement, statement.StatusAt(time.GetUtcNow())), DatabricksJson.Default.StatementResponse);
    }

    private string? Refusal(StatementRequest request) => request switch
    {
        { Statement.Length: 0 } => "statement is required.",
        { Statement.Length: > LongestStatement } => "statement is longer than 16 MiB.",
        { WarehouseId.Length: 0 } => "warehouse_id is required.",
        _ when !warehouse.Exists(request.WarehouseId) => $"{request.WarehouseId} is not a valid endpoint id.",
        _ when request.WaitTimeout is { } wait && Wait(wait) is null => $"wait_timeout must be 0s or between 5s and 50s, and is {wait}.",
        _ when request.OnWaitTimeout is not (null or "CONTINUE" or "CANCEL") => $"on_wait_timeout {request.OnWaitTimeout} is unknown.",
        _ when request.Disposition is not (null or "INLINE" or "EXTERNAL_LINKS") => $"disposition {request.Disposition} is unknown.",
        _ when request.Format is not (null or "JSON_ARRAY" or "ARROW_STREAM" or "CSV") => $"format {request.Format} is unknown.",
        _ when request.Format is "ARROW_STREAM" or "CSV" && request.Disposition != "EXTERNAL_LINKS" => $"format {request.Format} needs the disposition EXTERNAL_LINKS.",
        _ when request.Format is "ARROW_STREAM" or "CSV" => $"The simulator gives no {request.Format}.",
        _ => null,
    };

    private static TimeSpan? Wait(string? timeout) => timeout switch
    {
        null => null,
        _ when timeout.EndsWith('s') && int.TryParse(timeout[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is 0 or (>= 5 and <= 50) => TimeSpan.FromSeconds(seconds),
        _ => null,
    };

    private StatementResponse Response(HttpContext context, SimulatedStatement statement, StatementStatus status)
    {
        var response = new StatementResponse { StatementId = statement.Id, Status = status };
        if (status.State != "SUCCEEDED" || statement.ResultAt(time.GetUtcNow()) is not { } outcome)
            return response;
        return response with
        {
            Manifest = new ResultManifest
            {
                Format = "JSON_ARRAY",
                Schema = new ResultSchema { ColumnCount = outcome.Columns.Count, Columns = outcome.Columns },
                TotalChunkCount = Chunks(outcome),
                TotalRowCount = outcome.Rows.Count,
                Truncated = outcome.Truncated,
            },
            Result = Chunk(context, statement, outcome, 0),
        };
    }

    private Task ChunkAsync(HttpContext context, SimulatedStatement statement, int index)
    {
        if (statement.ResultAt(time.GetUtcNow()) is not { } outcome)
            return context.Error(StatusCodes.Status404NotFound, "NOT_FOUND", $"The result of statement {statement.Id} is not there.");
        return index >= 0 && index < Math.Max(1, Chunks(outcome))
            ? context.Json(Chunk(context, statement, outcome, index), DatabricksJson.Default.ResultData)
            : context.Error(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", $"There is no chunk {index}.");
    }

    private ResultData Chunk(HttpContext context, SimulatedStatement statement, StatementOutcome outcome, int index)
    {
        var offset = index * options.ChunkRows;
        var count = Math.Min(options.ChunkRows, outcome.Rows.Count - offset);
        int? next = index + 1 < Chunks(outcome) ? index + 1 : null;
        var link = next is null ? null : $"/api/2.0/sql/statements/{statement.Id}/result/chunks/{next}?row_offset={offset + count}";
        return statement.IsExternal
            ? new ResultData
            {
                ExternalLinks =
                [
                    links.Make(context, statement, index) with { RowOffset = offset, RowCount = count, NextChunkIndex = next, NextChunkInternalLink = link },
                ],
            }
            : new ResultData
            {
                ChunkIndex = index,
                RowOffset = offset,
                RowCount = count,
                NextChunkIndex = next,
                NextChunkInternalLink = link,
                DataArray = [.. outcome.Rows.Skip(offset).Take(count)],
            };
    }

    private int Chunks(StatementOutcome outcome) => (outcome.Rows.Count + options.ChunkRows - 1) / options.ChunkRows;

    private Task With(HttpContext context, string id, Func<SimulatedStatement, Task> act) => store.Find(id) is { } statement
        ? act(statement)
        : context.Error(StatusCodes.Status404NotFound, "NOT_FOUND", $"The statement {id} was not found.");
}
