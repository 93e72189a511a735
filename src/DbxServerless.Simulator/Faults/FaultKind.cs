namespace DbxServerless.Simulator.Faults;

/// <summary>What can go wrong. The first group replaces the answer to a request, the second changes what the workspace is like.</summary>
public enum FaultKind
{
    /// <summary>429 with <c>Retry-After</c> in seconds (<see cref="Fault.Seconds"/>, else 1).</summary>
    Throttled,

    /// <summary>429 with <c>Retry-After</c> as an HTTP date, <see cref="Fault.Seconds"/> from now.</summary>
    ThrottledUntil,

    /// <summary>429 without <c>Retry-After</c>.</summary>
    ThrottledSilently,

    /// <summary>500 INTERNAL_ERROR.</summary>
    InternalError,

    /// <summary>503 TEMPORARILY_UNAVAILABLE.</summary>
    Unavailable,

    /// <summary>No answer until the caller gives up, or for <see cref="Fault.Seconds"/>, after which the right one comes.</summary>
    Hang,

    /// <summary>The connection is reset.</summary>
    ConnectionReset,

    /// <summary>The right answer, of which only the first half comes before the connection ends.</summary>
    TruncatedBody,

    /// <summary>200 with bytes that are no JSON.</summary>
    GarbageBody,

    /// <summary>200 with a page to sign in, as a wrong host or a proxy gives it.</summary>
    LoginPage,

    /// <summary>403 as for an expired token; the token that was sent is good for nothing from then on, a new one is.</summary>
    TokenExpired,

    /// <summary>403 as for a revoked token, whatever token is sent.</summary>
    TokenRevoked,

    /// <summary>403 because the principal is in the account and not in the workspace.</summary>
    NotWorkspaceMember,

    /// <summary>403 because the principal lacks the permission for what it asks.</summary>
    PermissionDenied,

    /// <summary>403 because the workspace's IP access list does not have the caller.</summary>
    IpAccessList,

    /// <summary>The account has no credits left: statements and warehouses are refused.</summary>
    CreditsExhausted,

    /// <summary>401 invalid_client from the token endpoint: wrong or expired secret, or an Entra secret in its place.</summary>
    WrongSecret,

    /// <summary>The warehouse does not exist.</summary>
    WarehouseMissing,

    /// <summary>The warehouse is stopped before each statement and takes <see cref="Fault.Seconds"/> (else 180) to start.</summary>
    WarehouseStopped,

    /// <summary>The warehouse has the size <see cref="Fault.Target"/> (else Medium).</summary>
    WarehouseSize,

    /// <summary>The warehouse stops itself after <see cref="Fault.Seconds"/> (else 2700) of idleness.</summary>
    WarehouseAutoStop,

    /// <summary>Statements take <see cref="Fault.Seconds"/> (else 60) longer.</summary>
    SlowWarehouse,

    /// <summary>An access list hides the job, pipeline or cluster of the id <see cref="Fault.Target"/> from lists.</summary>
    HiddenObject,

    /// <summary>
    /// The table <see cref="Fault.Target"/> (<c>lakeflow.jobs</c>, or a whole schema) is not granted, which looks as if it did not exist; or the
    /// volume of that name (<c>main.ops.logs</c>), of which then nothing may be listed or read.
    /// </summary>
    MissingGrant,

    /// <summary>The system schema <see cref="Fault.Target"/> is not enabled.</summary>
    SchemaNotEnabled,

    /// <summary>All system tables are empty.</summary>
    EmptyTables,

    /// <summary>A read of a file gives half of what it could.</summary>
    ShortRead,
}
