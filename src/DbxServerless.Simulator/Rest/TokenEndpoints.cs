using System.Text;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>OAuth for machines: client id and secret for a token.</summary>
internal sealed class TokenEndpoints(SimulatorOptions options, Credentials credentials, FaultList faults) : IEndpoints
{
    public void Map(WebApplication app)
    {
        app.MapPost("/oidc/v1/token", TokenAsync);
        app.MapGet("/oidc/.well-known/oauth-authorization-server", (HttpContext context) => context.Json(new JsonObject
        {
            ["authorization_endpoint"] = $"{Base(context)}/oidc/v1/authorize",
            ["token_endpoint"] = $"{Base(context)}/oidc/v1/token",
        }));
        app.MapGet("/.well-known/databricks-config", (HttpContext context) => context.Json(new JsonObject
        {
            ["oidc_endpoint"] = $"{Base(context)}/oidc",
            ["workspace_id"] = options.WorkspaceId,
            ["cloud"] = "Azure",
            ["host_type"] = "WORKSPACE_HOST",
        }));
    }

    private async Task TokenAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "invalid_request", "The request is not a form.");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await (form switch
        {
            _ when form["grant_type"] != "client_credentials" =>
                Refuse(context, StatusCodes.Status400BadRequest, "unsupported_grant_type", "grant_type must be client_credentials."),
            _ when form["scope"] != "all-apis" => Refuse(context, StatusCodes.Status400BadRequest, "invalid_scope", "scope must be all-apis."),
            _ when !IsClient(context) || faults.Hit(FaultKind.WrongSecret) is not null =>
                Refuse(context, StatusCodes.Status401Unauthorized, "invalid_client", "Client authentication failed"),
            _ => context.Json(new JsonObject
            {
                ["access_token"] = credentials.Issue(),
                ["token_type"] = "Bearer",
                ["expires_in"] = (int)options.TokenLifetime.TotalSeconds,
                ["scope"] = "all-apis",
            }),
        });
    }

    private bool IsClient(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return false;
        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..], buffer, out var length))
            return false;
        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return pair.Length == 2 && Uri.UnescapeDataString(pair[0]) == options.ClientId && Uri.UnescapeDataString(pair[1]) == options.ClientSecret;
    }

    private static Task Refuse(HttpContext context, int status, string error, string description) =>
        context.Json(new JsonObject { ["error"] = error, ["error_description"] = description }, status);

    private static string Base(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";
}
