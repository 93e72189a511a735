using System.Text.Json;
using DbxServerless.Collector.Hosting;
using DbxServerless.Functions.Orchestrations;
using Microsoft.AspNetCore.Mvc;

namespace DbxServerless.Functions.Triggers;

/// <summary>Writes an answer of the shared handlers.</summary>
internal sealed class AnswerResult(HttpAnswer answer) : IActionResult
{
    public static AnswerResult Json<T>(int status, T value) => new(HttpAnswer.Text(status, JsonSerializer.Serialize(value, OrchestrationJson.Options), "application/json"));

    public static AnswerResult Sentence(int status, string sentence) => new(HttpAnswer.Text(status, $"{sentence}\n"));

    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Length;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        return answer.WriteAsync(response.BodyWriter, context.HttpContext.RequestAborted);
    }
}
