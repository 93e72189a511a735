namespace DbxServerless.Databricks;

/// <summary>
/// Files of a workspace, for reading: paths under <c>/Volumes/</c> by the Files API, all others by DBFS. Paths may begin with <c>dbfs:</c>.
/// Every method throws <see cref="DatabricksException"/>; what is not there is of kind <see cref="DatabricksErrorKind.NotFound"/>.
/// </summary>
public sealed class WorkspaceFiles
{
    private const string Scheme = "dbfs:";
    private const string Volumes = "/Volumes/";

    private readonly WorkspaceConnection _connection;
    private readonly DbfsFiles _dbfs;
    private readonly VolumeFiles _volumes;

    internal WorkspaceFiles(RestClient rest, AuthorizedHttp http, WorkspaceConnection connection)
    {
        _connection = connection;
        _dbfs = new DbfsFiles(rest);
        _volumes = new VolumeFiles(rest, http);
    }

    /// <summary>What is directly in a folder. DBFS gives it in one answer, a volume in pages.</summary>
    public async Task<IReadOnlyList<RemoteFile>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Normal(folder);
        return await ExplainedAsync(path, async () => await Of(path).ListAsync(path, cancellationToken).ToListAsync(cancellationToken));
    }

    /// <summary>Whether a folder is there, however much it holds.</summary>
    public Task<bool> ExistsAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Normal(folder);
        return ExplainedAsync(path, async () =>
        {
            try
            {
                await Of(path).LookAsync(path, cancellationToken);
                return true;
            }
            catch (DatabricksException exception) when (exception.Kind == DatabricksErrorKind.NotFound)
            {
                return false;
            }
        });
    }

    /// <summary>Fills a buffer from an offset on, in as many requests as that takes.</summary>
    /// <returns>The bytes that were read; fewer than the buffer holds only where the file ends.</returns>
    public Task<int> ReadAsync(string path, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var normal = Normal(path);
        return ExplainedAsync(normal, async () =>
        {
            var files = Of(normal);
            var read = 0;
            while (read < buffer.Length)
            {
                var part = await files.ReadAsync(normal, offset + read, Math.Min(buffer.Length - read, files.LongestRead), cancellationToken);
                if (part.IsEmpty)
                    break;
                part.CopyTo(buffer[read..]);
                read += part.Length;
            }

            return read;
        });
    }

    /// <summary>The grants by which a principal may read the volume that a path is in; null where it is in none.</summary>
    public static string? GrantsOf(string path, string principal) => Normal(path).Split('/') is ["", "Volumes", var catalog, var schema, var volume, ..]
        ? $"GRANT USE CATALOG ON CATALOG `{catalog}` TO `{principal}`; GRANT USE SCHEMA ON SCHEMA `{catalog}`.`{schema}` TO `{principal}`; " +
          $"GRANT READ VOLUME ON VOLUME `{catalog}`.`{schema}`.`{volume}` TO `{principal}`;"
        : null;

    /// <summary>The path without scheme and closing slashes.</summary>
    public static string Normal(string path)
    {
        var bare = (path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? path[Scheme.Length..] : path).TrimEnd('/');
        return bare.StartsWith('/') ? bare : $"/{bare}";
    }

    private IFileApi Of(string path) => path.StartsWith(Volumes, StringComparison.Ordinal) ? _volumes : _dbfs;

    private async Task<T> ExplainedAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DatabricksException exception)
            when (exception.Kind == DatabricksErrorKind.PermissionDenied && GrantsOf(path, _connection.ClientId ?? "<principal>") is { } grants)
        {
            throw new DatabricksException(exception.Kind, exception.Reason, grants, exception)
            {
                Status = exception.Status,
                ErrorCode = exception.ErrorCode,
                RequestId = exception.RequestId,
                Endpoint = exception.Endpoint,
            };
        }
    }
}
