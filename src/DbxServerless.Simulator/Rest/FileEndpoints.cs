using System.Globalization;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.Logs;
using DbxServerless.Simulator.Rest.Objects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DbxServerless.Simulator.Rest;

/// <summary>DBFS and the Files API over the delivered logs; of other files of DBFS there are only the names and sizes.</summary>
internal sealed class FileEndpoints(ClusterLogs logs, DbfsTree others, FaultList faults) : IEndpoints
{
    private const int LongestRead = 1 << 20;
    private const int UsualRead = 1 << 19;

    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.0/dbfs/list", ListAsync);
        app.MapGet("/api/2.0/dbfs/get-status", StatusAsync);
        app.MapGet("/api/2.0/dbfs/read", ReadAsync);
        app.MapGet("/api/2.0/fs/directories/{**path}", DirectoryAsync);
        app.MapGet("/api/2.0/fs/files/{**path}", FileAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var path = PathOf(context);
        if (others.List(path) is { } beside)
        {
            return context.Json(new JsonObject
            {
                ["files"] = new JsonArray([.. beside.Select(entry => (JsonNode)new JsonObject { ["path"] = $"{path}/{entry.Name}", ["is_dir"] = entry.Size is null, ["file_size"] = entry.Size ?? 0 })]),
            });
        }

        var files = logs.Find(path) is { } file ? [Describe(path, file)] : logs.List(path)?.Select(entry => Describe($"{path}/{entry.Name}", entry.File)).ToArray();
        if (files is null)
            return MissingAsync(context, path);
        return context.Json(files.Length == 0 ? [] : new JsonObject { ["files"] = new JsonArray([.. files]) });
    }

    private Task StatusAsync(HttpContext context)
    {
        var path = PathOf(context);
        return logs.Find(path) is { } file ? context.Json((JsonObject)Describe(path, file))
            : logs.List(path) is not null ? context.Json((JsonObject)Describe(path, null))
            : MissingAsync(context, path);
    }

    private Task ReadAsync(HttpContext context)
    {
        var path = PathOf(context);
        if (!long.TryParse(Text(context, "offset") ?? "0", CultureInfo.InvariantCulture, out var offset)
            || !int.TryParse(Text(context, "length") ?? $"{UsualRead}", CultureInfo.InvariantCulture, out var length) || offset < 0 || length < 0)
        {
            return context.Error(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", "The offset and length must not be negative.");
        }

        if (length > LongestRead)
            return context.Error(StatusCodes.Status400BadRequest, "MAX_READ_SIZE_EXCEEDED", "The requested data is larger than 1MB.");
        if (logs.Find(path) is not { } file)
        {
            return logs.List(path) is null
                ? MissingAsync(context, path)
                : context.Error(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", "Cannot read a directory.");
        }

        var block = Block(path, file, offset, length);
        return context.Json(new JsonObject { ["bytes_read"] = block.Length, ["data"] = Convert.ToBase64String(block.Span) });
    }

    // The first page is empty, because the service may give such pages.
    private Task DirectoryAsync(HttpContext context, string path)
    {
        var folder = "/" + path.TrimEnd('/');
        if (Closed(folder) is { } volume)
            return RefuseAsync(context, volume);
        if (logs.List(folder) is not { } entries)
            return context.Error(StatusCodes.Status404NotFound, "NOT_FOUND", $"The directory {folder} does not exist.");
        if (!int.TryParse(Text(context, "page_token"), out var from))
            return context.Json(new JsonObject { ["next_page_token"] = "0" });
        var size = int.TryParse(Text(context, "page_size"), out var asked) && asked is > 0 and <= 1000 ? asked : 1000;
        var answer = new JsonObject { ["contents"] = new JsonArray([.. entries.Skip(from).Take(size).Select(entry => DescribeInVolume(folder, entry))]) };
        if (from + size < entries.Count)
            answer["next_page_token"] = $"{from + size}";
        return context.Json(answer);
    }

    private async Task FileAsync(HttpContext context, string path)
    {
        if (Closed("/" + path) is { } volume)
        {
            await RefuseAsync(context, volume);
            return;
        }

        if (logs.Find("/" + path) is not { } file)
        {
            await context.Error(StatusCodes.Status404NotFound, "NOT_FOUND", $"The file /{path} does not exist.");
            return;
        }

        var range = context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault();
        var offset = range?.From ?? 0;
        if (range is not null && offset >= file.Content.Length)
        {
            await context.Error(StatusCodes.Status416RangeNotSatisfiable, "INVALID_PARAMETER_VALUE", "The range is beyond the end of the file.");
            return;
        }

        var block = Block("/" + path, file, offset, (int)Math.Min(int.MaxValue, (range?.To ?? file.Content.Length - 1) - offset + 1));
        context.Response.StatusCode = range is null ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent;
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = block.Length;
        context.Response.Headers[HeaderNames.LastModified] = file.Modified.ToString("R", CultureInfo.InvariantCulture);
        if (range is not null)
            context.Response.Headers[HeaderNames.ContentRange] = $"bytes {offset}-{offset + block.Length - 1}/{file.Content.Length}";
        await context.Response.Body.WriteAsync(block, context.RequestAborted);
    }

    /// <summary>The volume that a path is in, when it is not granted.</summary>
    private string? Closed(string path) =>
        path.Split('/') is ["", "Volumes", var catalog, var schema, var name, ..] && $"{catalog}.{schema}.{name}" is var volume
        && faults.Standing(FaultKind.MissingGrant, fault => volume.Equals(fault.Target, StringComparison.OrdinalIgnoreCase)) is not null
            ? volume
            : null;

    private static Task RefuseAsync(HttpContext context, string volume) =>
        context.Error(StatusCodes.Status403Forbidden, "PERMISSION_DENIED", $"User does not have READ VOLUME on Volume '{volume}'.");

    private ReadOnlyMemory<byte> Block(string path, LogFile file, long offset, int length)
    {
        var from = (int)Math.Min(offset, file.Content.Length);
        var block = file.Content.Slice(from, Math.Min(length, file.Content.Length - from));
        if (block.Length > 1 && faults.Hit(FaultKind.ShortRead) is not null)
            block = block[..(block.Length / 2)];
        logs.Traffic.Add(path, offset, block.Length);
        return block;
    }

    private static JsonNode Describe(string path, LogFile? file)
    {
        var entry = new JsonObject { ["path"] = path, ["is_dir"] = file is null, ["file_size"] = file?.Content.Length ?? 0 };
        if (file is not null)
            entry["modification_time"] = file.Modified.ToUnixTimeMilliseconds();
        return entry;
    }

    private static JsonNode DescribeInVolume(string folder, (string Name, LogFile? File) entry)
    {
        var answer = new JsonObject { ["path"] = $"{folder}/{entry.Name}", ["name"] = entry.Name, ["is_directory"] = entry.File is null };
        if (entry.File is { } file)
        {
            answer["file_size"] = file.Content.Length;
            answer["last_modified"] = file.Modified.ToUnixTimeMilliseconds();
        }

        return answer;
    }

    private static Task MissingAsync(HttpContext context, string path) =>
        context.Error(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", $"No file or directory exists on path {path}.");

    private static string PathOf(HttpContext context) => context.Request.Query["path"].ToString().TrimEnd('/');

    private static string? Text(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
