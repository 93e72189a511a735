namespace DbxServerless.Databricks;

/// <summary>What went wrong, for code to decide by.</summary>
public enum DatabricksErrorKind
{
    /// <summary>The answer could not be understood.</summary>
    UnexpectedResponse,

    /// <summary>A setting is missing or wrong; nothing was sent.</summary>
    InvalidSettings,

    /// <summary>The host does not resolve, does not answer, or its certificate is not trusted.</summary>
    HostUnreachable,

    /// <summary>What answered is no workspace API: a login page, a redirect, HTML.</summary>
    NotDatabricks,

    /// <summary>The token that was sent is invalid, expired or revoked.</summary>
    TokenRejected,

    /// <summary>No credential was sent or found, or of a kind that is not accepted here.</summary>
    CredentialMissing,

    /// <summary>The client id and secret were refused.</summary>
    ClientSecretRejected,

    /// <summary>The principal is known to the account but was not added to the workspace.</summary>
    NotWorkspaceMember,

    /// <summary>The workspace's IP access list blocks our address.</summary>
    IpAccessList,

    /// <summary>The account has no credits left.</summary>
    CreditsExhausted,

    /// <summary>The principal lacks a permission.</summary>
    PermissionDenied,

    /// <summary>What was asked for does not exist.</summary>
    NotFound,

    /// <summary>The SQL warehouse does not exist in this workspace.</summary>
    WarehouseNotFound,

    /// <summary>A table does not exist or may not be seen.</summary>
    TableOrViewNotFound,

    /// <summary>A system schema is not enabled in the metastore.</summary>
    SchemaNotEnabled,

    /// <summary>Too many requests.</summary>
    Throttled,

    /// <summary>The service is out of order for now.</summary>
    Unavailable,

    /// <summary>It took longer than was allowed.</summary>
    Timeout,

    /// <summary>A statement's result does not fit into its delivery.</summary>
    ResultTooLarge,

    /// <summary>A statement's result is no longer kept.</summary>
    ResultGone,

    /// <summary>A statement failed.</summary>
    StatementFailed,

    /// <summary>A statement was cancelled by someone else.</summary>
    StatementCancelled,

    /// <summary>The request itself is wrong.</summary>
    InvalidRequest,
}
