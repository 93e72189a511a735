using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Azure.Identity;

namespace DbxServerless.Databricks;

/// <summary>Makes the exception of everything that can go wrong with one workspace.</summary>
internal sealed class Failures(Uri host, WorkspaceConnection connection, TimeProvider time)
{
    private static readonly string[] RequestIdHeaders = ["x-databricks-request-id", "x-request-id"];

    private readonly ErrorText _text = new(host.Authority, connection);
    private readonly Redaction _redaction = new(connection.ClientSecret, connection.Token);

    public string Grants(string schema) => _text.Grants(schema);

    public static DatabricksException Settings(string reason, string mend) => new(DatabricksErrorKind.InvalidSettings, reason, mend);

    public DatabricksException Answer(ApiRequest request, HttpResponseMessage response, string content)
    {
        var body = ErrorBody.Parse(Clean(request, content));
        if (body.Message.Length == 0 && !body.IsHtml && Header(response.Headers, "X-Databricks-Reason-Phrase") is { } phrase)
            body = body with { Message = Clean(request, phrase) };

        var kind = request.IsExternalLink
            ? OfLink(response.StatusCode)
            : response.IsSuccessStatusCode ? DatabricksErrorKind.NotDatabricks : ErrorRecognition.OfAnswer(request, response.StatusCode, body);
        var mend = ErrorRecognition.IsPrivateLink(response.Headers.Location)
            ? "The workspace is reachable by Azure Private Link only: run inside its network, or allow public access to it."
            : _text.Mend(kind, body.Message, request.Endpoint);
        if (response.Headers.Location is { IsAbsoluteUri: true } location && body.Message.Length == 0)
            body = body with { Message = $"redirected to {location.Host}{location.AbsolutePath}" };

        return new DatabricksException(kind, _text.Reason(kind, request.Endpoint, (int)response.StatusCode, body), mend)
        {
            Status = response.StatusCode,
            ErrorCode = body.Code,
            RequestId = body.RequestId ?? RequestId(response.Headers),
            Endpoint = request.Endpoint,
            RetryAfter = RetryAfter.From(response.Headers, body, time.GetUtcNow()),
            MayRetry = request.Idempotent && kind is DatabricksErrorKind.Throttled or DatabricksErrorKind.Unavailable or DatabricksErrorKind.Timeout,
        };
    }

    public DatabricksException Statement(string statementId, string? code, string? message, string? sqlState)
    {
        var body = new ErrorBody(code, ErrorBody.Parse(_redaction.Clean(message ?? "")).Message);
        var kind = ErrorRecognition.OfStatement(body, sqlState);
        return new DatabricksException(kind, ErrorText.StatementReason(kind, body), _text.Mend(kind, body.Message))
        {
            Status = HttpStatusCode.OK,
            ErrorCode = code,
            SqlState = sqlState,
            StatementId = statementId,
            Endpoint = "POST /api/2.0/sql/statements",
        };
    }

    public DatabricksException Unreachable(ApiRequest request, HttpRequestException exception)
    {
        var socket = (exception.InnerException as SocketException)?.SocketErrorCode;
        var target = Target(request);
        var (what, mend, lasting) = exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => ("has no address in the DNS",
                "Check the spelling of the host, and that the DNS here knows it (private endpoints need their private DNS zone).", socket != SocketError.TryAgain),
            HttpRequestError.SecureConnectionError => ("offers no connection that can be trusted (TLS)",
                "Check the host, and that no proxy replaces its certificate; the certificate check is never switched off.", true),
            _ when socket == SocketError.ConnectionRefused => ("refuses the connection", "Check the host and its port.", false),
            _ => ("cannot be reached", "Check the host, and that a firewall or a private endpoint lets us through to port 443.", false),
        };
        // A connection that broke while in use is the service's doing, not a wrong address.
        var broke = exception.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown && socket is null or SocketError.ConnectionReset;
        return broke
            ? Broken(request, exception)
            : new DatabricksException(DatabricksErrorKind.HostUnreachable, $"{target} {what}.", mend, exception) { Endpoint = request.Endpoint, MayRetry = request.Idempotent && !lasting };
    }

    public DatabricksException Broken(ApiRequest request, Exception exception) =>
        new(DatabricksErrorKind.Unavailable, $"The connection to {Target(request)} broke during {request.Endpoint}.",
            _text.Mend(DatabricksErrorKind.Unavailable, ""), exception)
        { Endpoint = request.Endpoint, MayRetry = request.Idempotent };

    public DatabricksException CircuitOpen(ApiRequest request, TimeSpan? retryAfter) =>
        new(DatabricksErrorKind.Unavailable, $"{host.Authority} failed too often just now; {request.Endpoint} was not sent.",
            "It is tried again after half a minute; if it lasts, look at the workspace's network and at status.azuredatabricks.net.")
        { Endpoint = request.Endpoint, RetryAfter = retryAfter };

    public DatabricksException TimedOut(ApiRequest request, TimeSpan limit, bool mayRetry) => TimedOut($"{request.Endpoint} to {Target(request)}", limit, mayRetry);

    public DatabricksException TimedOut(string what, TimeSpan limit, bool mayRetry, string? statementId = null) =>
        new(DatabricksErrorKind.Timeout, $"{what} took longer than {Shown(limit)}.", _text.Mend(DatabricksErrorKind.Timeout, ""))
        { StatementId = statementId, MayRetry = mayRetry };

    public DatabricksException Entra(AuthenticationFailedException exception)
    {
        var message = _redaction.Clean(exception.Message.ReplaceLineEndings("\n").Split('\n')[0]);
        var kind = exception is CredentialUnavailableException ? DatabricksErrorKind.CredentialMissing : ErrorRecognition.OfEntra(exception.Message);
        var mend = kind == DatabricksErrorKind.CredentialMissing
            ? "Give the host a managed identity (DATABRICKS_CLIENT_ID names a user-assigned one), sign in with 'az login' on a desktop, "
                + "or set DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET."
            : _text.Mend(kind, message);
        return new DatabricksException(kind, $"Entra ID gave no token: {message}", mend, exception) { Endpoint = "Entra ID" };
    }

    private string Target(ApiRequest request) => request.IsExternalLink ? "the storage behind an external link" : host.Authority;

    /// <summary>Without the secrets of the connection, and without the credentials that this request carried.</summary>
    private string Clean(ApiRequest request, string text) =>
        new Redaction([.. request.Headers.Where(header => header.Key != "X-Databricks-Azure-Workspace-Resource-Id").Select(header => header.Value.Split(' ')[^1])])
            .Clean(_redaction.Clean(text));

    private static DatabricksErrorKind OfLink(HttpStatusCode status) => (int)status switch
    {
        403 or 404 => DatabricksErrorKind.ResultGone,
        429 => DatabricksErrorKind.Throttled,
        408 or >= 500 => DatabricksErrorKind.Unavailable,
        _ => DatabricksErrorKind.UnexpectedResponse,
    };

    internal static string? RequestId(HttpResponseHeaders headers) =>
        RequestIdHeaders.Select(name => Header(headers, name)).FirstOrDefault(value => value is not null);

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string Shown(TimeSpan limit) =>
        limit.TotalSeconds < 120 ? $"{limit.TotalSeconds:0.#} s" : $"{limit.TotalMinutes:0.#} min";
}
