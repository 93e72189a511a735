using System.Net;

namespace DbxServerless.Databricks;

/// <summary>Anything that goes wrong between us and a workspace. The message is <see cref="Reason"/> and <see cref="Mend"/>; neither holds a secret.</summary>
public sealed class DatabricksException(DatabricksErrorKind kind, string reason, string mend, Exception? innerException = null)
    : Exception(mend.Length == 0 ? reason : $"{reason} {mend}", innerException)
{
    public DatabricksErrorKind Kind { get; } = kind;

    /// <summary>One sentence that says what is wrong.</summary>
    public string Reason { get; } = reason;

    /// <summary>What to do about it: the GRANT, the setting.</summary>
    public string Mend { get; } = mend;

    /// <summary>The HTTP status, if there was an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Databricks' own code, a number or a name, as text.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The id that Databricks' support asks for.</summary>
    public string? RequestId { get; init; }

    /// <summary>A failed statement's SQLSTATE.</summary>
    public string? SqlState { get; init; }

    /// <summary>A failed statement's id.</summary>
    public string? StatementId { get; init; }

    /// <summary>Method and path of what was asked, without its query.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether a grant, an entitlement or membership mends it.</summary>
    public bool IsPermission => Kind is DatabricksErrorKind.PermissionDenied or DatabricksErrorKind.NotWorkspaceMember
        or DatabricksErrorKind.TableOrViewNotFound or DatabricksErrorKind.SchemaNotEnabled;

    /// <summary>Whether waiting may mend it.</summary>
    public bool IsTransient => Kind is DatabricksErrorKind.Throttled or DatabricksErrorKind.Unavailable
        or DatabricksErrorKind.Timeout or DatabricksErrorKind.HostUnreachable or DatabricksErrorKind.ResultGone;

    /// <summary>How long the server asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether this very request is worth another attempt.</summary>
    internal bool MayRetry { get; set; }
}
