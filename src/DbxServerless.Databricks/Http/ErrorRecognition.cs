using System.Net;
using static DbxServerless.Databricks.DatabricksErrorKind;

namespace DbxServerless.Databricks;

/// <summary>The one place that knows which words of Databricks mean what. Substrings, whatever their case.</summary>
internal static class ErrorRecognition
{
    /// <summary>Words that decide whatever the status is; the first match wins.</summary>
    private static readonly (DatabricksErrorKind Kind, string[] Words)[] Phrases =
    [
        (IpAccessList, ["blocked by Databricks IP ACL", "IP access list", "IpAccessDenied"]),
        (CreditsExhausted, ["exhausted your available credits", "CREDIT_EXHAUSTED", "out of credits", "DENY_NEW_AND_EXISTING_RESOURCES"]),
        (NotWorkspaceMember,
        [
            "not a member of this workspace", "not a member of the workspace", "not a member of workspace", "User not authorized", "not assigned to this workspace", "not assigned to the workspace",
            "not been added to this workspace", "does not belong to this workspace", "does not belong to workspace",
            "Unauthorized access to Org:",
        ]),
        (TokenRejected,
        [
            "Invalid access token", "Invalid token", "token is expired", "token has expired", "token expired", "ExpiredJwt",
            "token is invalid", "token has been revoked", "invalid_token",
        ]),
        (Unavailable,
        [
            "UnknownWorkerEnvironmentException", "does not have any associated worker environments", "There is no worker environment with id",
            "Unknown worker environment", "ClusterNotReadyException",
        ]),
    ];

    private static readonly (DatabricksErrorKind Kind, string[] Words)[] StatementPhrases =
    [
        (ResultTooLarge, ["Inline byte limit exceeded", "can have a result size of at most"]),
        (SchemaNotEnabled, ["[SCHEMA_NOT_FOUND]"]),
        (TableOrViewNotFound, ["TABLE_OR_VIEW_NOT_FOUND"]),
        (PermissionDenied,
        [
            "INSUFFICIENT_PERMISSIONS", "PERMISSION_DENIED", "does not have USE CATALOG", "does not have USE SCHEMA", "does not have SELECT",
        ]),
    ];

    /// <summary>The kind of an HTTP answer that is not a success.</summary>
    public static DatabricksErrorKind OfAnswer(ApiRequest request, HttpStatusCode status, ErrorBody body)
    {
        // Of a page token, say, "invalid token" means something else.
        if (Match(Phrases, body) is { } phrase && (phrase != TokenRejected || status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            return phrase;
        if (body.Code is "invalid_client" or "unauthorized_client" && request.IsTokenRequest)
            return ClientSecretRejected;
        if (IsMissingWarehouse(request, status, body))
            return WarehouseNotFound;
        if (IsForeign(status, body))
            return NotDatabricks;
        return body.Code switch
        {
            "RESOURCE_EXHAUSTED" or "REQUEST_LIMIT_EXCEEDED" => Throttled,
            "TEMPORARILY_UNAVAILABLE" or "WORKSPACE_TEMPORARILY_UNAVAILABLE" or "SERVICE_UNDER_MAINTENANCE" or "ABORTED" => Unavailable,
            "DEADLINE_EXCEEDED" => DatabricksErrorKind.Timeout,
            "PERMISSION_DENIED" => PermissionDenied,
            "RESOURCE_DOES_NOT_EXIST" or "NOT_FOUND" or "ENDPOINT_NOT_FOUND" => NotFound,
            // clusters/get, clusters/events (a POST that reads), jobs/get and jobs/runs/get answer 400 for what is gone.
            "INVALID_PARAMETER_VALUE" when (request.Method == HttpMethod.Get || request.Path.EndsWith("/clusters/events", StringComparison.Ordinal))
                && SaysMissing(body.Message) => NotFound,
            _ => OfStatus(status),
        };
    }

    /// <summary>The kind of a statement's own failure, which comes with HTTP 200.</summary>
    public static DatabricksErrorKind OfStatement(ErrorBody body, string? sqlState)
    {
        if (Match(StatementPhrases, body) is { } phrase)
            return phrase;
        if (sqlState is "42P01")
            return TableOrViewNotFound;
        if (sqlState is "42501")
            return PermissionDenied;
        if (Match(Phrases, body) is { } general and (CreditsExhausted or IpAccessList or Unavailable))
            return general;
        return body.Code switch
        {
            "RESOURCE_EXHAUSTED" => Throttled,
            "TEMPORARILY_UNAVAILABLE" or "WORKSPACE_TEMPORARILY_UNAVAILABLE" or "SERVICE_UNDER_MAINTENANCE" => Unavailable,
            "DEADLINE_EXCEEDED" => DatabricksErrorKind.Timeout,
            "CANCELLED" => StatementCancelled,
            _ => StatementFailed,
        };
    }

    /// <summary>What Azure.Identity's failure is about, by Entra's AADSTS number.</summary>
    public static DatabricksErrorKind OfEntra(string message) =>
        Any(message, "AADSTS7000215", "AADSTS7000222", "AADSTS700016", "AADSTS90002", "AADSTS900023", "AADSTS7000216", "invalid_client")
            ? ClientSecretRejected
            : Any(message, "timed out", "temporarily", "AADSTS90033", "503")
                ? Unavailable
                : CredentialMissing;

    /// <summary>Whether the location of a redirect says that the workspace is reachable by private link only.</summary>
    public static bool IsPrivateLink(Uri? location) => Any(location?.ToString() ?? "", "private-link-validation-error");

    private static DatabricksErrorKind OfStatus(HttpStatusCode status) => (int)status switch
    {
        401 => CredentialMissing,
        403 => PermissionDenied,
        404 => NotFound,
        408 or 504 => DatabricksErrorKind.Timeout,
        429 => Throttled,
        409 or 500 or 502 or 503 => Unavailable,
        >= 300 and < 400 => NotDatabricks,
        >= 400 and < 500 or 501 => InvalidRequest,
        _ => UnexpectedResponse,
    };

    /// <summary>A page without a message, or a 404 that is not the API's: some other server answered.</summary>
    private static bool IsForeign(HttpStatusCode status, ErrorBody body) =>
        body.IsHtml && body.Message.Length == 0
            ? status is not HttpStatusCode.TooManyRequests and < HttpStatusCode.InternalServerError
            : status == HttpStatusCode.NotFound && !body.IsJson && body.Code is null;

    private static bool IsMissingWarehouse(ApiRequest request, HttpStatusCode status, ErrorBody body) =>
        request.Path.StartsWith("/api/2.0/sql/warehouses/", StringComparison.Ordinal)
            ? status == HttpStatusCode.NotFound || SaysMissing(body.Message) || Any(body.Message, "not a valid endpoint id")
            : request.Path == "/api/2.0/sql/statements" && (Any(body.Message, "not a valid endpoint id")
                || (Any(body.Message, "warehouse", "endpoint") && SaysMissing(body.Message)));

    private static bool SaysMissing(string message) => Any(message, "does not exist", "doesn't exist", "was not found", "cannot be found", "could not be found");

    private static DatabricksErrorKind? Match((DatabricksErrorKind Kind, string[] Words)[] phrases, ErrorBody body)
    {
        foreach (var (kind, words) in phrases)
        {
            if (Any(body.Message, words) || Any(body.Reason ?? "", words))
                return kind;
        }

        return null;
    }

    private static bool Any(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
