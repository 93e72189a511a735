using DbxServerless.Collector.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace DbxServerless.Functions.Triggers;

/// <summary>Writes an answer of the shared handlers.</summary>
internal sealed class AnswerResult(HttpAnswer answer) : IActionResult
{
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
