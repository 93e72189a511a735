using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace DbxServerless.Functions.Tests.Triggers;

/// <summary>Asks functions as a web server does.</summary>
internal static class Answers
{
    public static async Task<(int Status, string Body, IHeaderDictionary Headers)> OfAsync(
        Func<HttpRequest, Task<IActionResult>> function, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        var body = new MemoryStream();
        context.Response.Body = body;
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        var result = await function(context.Request);
        await result.ExecuteResultAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()));
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), context.Response.Headers);
    }
}
