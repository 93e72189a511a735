using System.Globalization;
using DbxServerless.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>Answers requests as the faults want it.</summary>
internal sealed class FaultInjection(FaultList faults, Credentials credentials, SimulatorOptions options, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        var request = $"{context.Request.Method} {context.Request.Path}";
        var isToken = context.Request.Path.StartsWithSegments("/oidc");
        if (faults.Hit(request, kind => Applies(kind, isToken, context)) is not { } fault)
        {
            await next();
            return;
        }

        switch (fault.Kind)
        {
            case FaultKind.Hang when fault.Seconds is { } seconds:
                await Task.Delay(TimeSpan.FromSeconds(seconds), time, context.RequestAborted);
                await next();
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);
                break;
            case FaultKind.ConnectionReset:
                context.Abort();
                break;
            case FaultKind.TruncatedBody:
                await TruncateAsync(context, next);
                break;
            default:
                await AnswerAsync(context, fault);
                break;
        }
    }

    private static bool Applies(FaultKind kind, bool isToken, HttpContext context) => kind switch
    {
        FaultKind.TokenExpired or FaultKind.TokenRevoked or FaultKind.NotWorkspaceMember or FaultKind.PermissionDenied => !isToken,
        FaultKind.CreditsExhausted => context.Request.Path.StartsWithSegments("/api/2.0/sql"),
        <= FaultKind.IpAccessList => true,
        _ => false,
    };

    private Task AnswerAsync(HttpContext context, Fault fault)
    {
        var headers = context.Response.Headers;
        switch (fault.Kind)
        {
            case FaultKind.Throttled:
                headers.RetryAfter = (fault.Seconds ?? 1).ToString(CultureInfo.InvariantCulture);
                return Throttle(context);
            case FaultKind.ThrottledUntil:
                headers.RetryAfter = time.GetUtcNow().AddSeconds(fault.Seconds ?? 1).ToString("R", CultureInfo.InvariantCulture);
                return Throttle(context);
            case FaultKind.ThrottledSilently:
                return Throttle(context);
            case FaultKind.InternalError:
                return context.Error(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", "An internal error occurred.");
            case FaultKind.Unavailable:
                return context.Error(StatusCodes.Status503ServiceUnavailable, "TEMPORARILY_UNAVAILABLE", "The service is temporarily unavailable.");
            case FaultKind.GarbageBody:
                return context.Text("\u0001\u0002{]not json", "application/json", StatusCodes.Status200OK);
            case FaultKind.LoginPage:
                return context.Text("<!doctype html><html><head><title>Databricks - Sign In</title></head><body><form></form></body></html>",
                    "text/html; charset=utf-8", StatusCodes.Status200OK);
            case FaultKind.TokenExpired:
                credentials.Drop(context);
                return Credentials.RefuseAsync(context);
            case FaultKind.TokenRevoked:
                return Credentials.RefuseAsync(context);
            case FaultKind.NotWorkspaceMember:
                return context.NumberedError(StatusCodes.Status403Forbidden, $"Unauthorized access to Org: {options.WorkspaceId}");
            case FaultKind.PermissionDenied:
                return context.Error(StatusCodes.Status403Forbidden, "PERMISSION_DENIED",
                    $"{options.ClientId} does not have permission to access this endpoint.");
            case FaultKind.IpAccessList:
                return context.NumberedError(StatusCodes.Status403Forbidden,
                    $"Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: {options.WorkspaceId}");
            case FaultKind.CreditsExhausted:
                return context.Error(StatusCodes.Status403Forbidden, "PERMISSION_DENIED",
                    "Sorry, cannot run the resource because you've exhausted your available credits. Please add a payment method to upgrade your account.");
            default:
                throw new InvalidOperationException($"{fault.Kind} is not the fault of a request.");
        }
    }

    private static Task Throttle(HttpContext context) => context.Error(StatusCodes.Status429TooManyRequests, "REQUEST_LIMIT_EXCEEDED",
        "Your request was rejected since your organization has exceeded the rate limit. Please retry your request later.");

    private static async Task TruncateAsync(HttpContext context, Func<Task> next)
    {
        var body = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await next();
        context.Response.Body = body;
        context.Response.ContentLength = whole.Length;
        await body.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length / 2), context.RequestAborted);
        await body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
