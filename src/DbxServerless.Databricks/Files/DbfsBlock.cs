namespace DbxServerless.Databricks;

/// <summary>The answer of <c>GET /api/2.0/dbfs/read</c>.</summary>
internal sealed record DbfsBlock
{
    public long BytesRead { get; init; }

    /// <summary>Base64 in the answer.</summary>
    public byte[] Data { get; init => field = value ?? []; } = [];
}
