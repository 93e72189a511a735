using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>Writes answers as the REST API writes them.</summary>
internal static class Answering
{
    public static async Task Json<T>(this HttpContext context, T answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task Json(this HttpContext context, JsonObject answer, int status = StatusCodes.Status200OK) =>
        context.Text(answer.ToJsonString(), "application/json; charset=utf-8", status);

    public static async Task Text(this HttpContext context, string text, string contentType, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        var body = System.Text.Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>An error with a code in words.</summary>
    public static Task Error(this HttpContext context, int status, string code, string message) => context.Json(
        new JsonObject
        {
            ["error_code"] = code,
            ["message"] = message,
            ["details"] = new JsonArray(new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.RequestInfo",
                ["request_id"] = context.TraceIdentifier,
            }),
        }, status);

    /// <summary>An error of the gate before the API, whose code is the status as a number.</summary>
    public static Task NumberedError(this HttpContext context, int status, string message)
    {
        context.Response.Headers["X-Databricks-Reason-Phrase"] = message;
        return context.Json(new JsonObject { ["error_code"] = status, ["message"] = message }, status);
    }
}
