using System.Globalization;
using System.Runtime.CompilerServices;

namespace DbxServerless.Databricks;

/// <summary>DBFS: unpaged listings, reads of at most a megabyte in base64.</summary>
internal sealed class DbfsFiles(RestClient rest) : IFileApi
{
    public int LongestRead => 1 << 20;

    public async IAsyncEnumerable<RemoteFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listing = await rest.GetAsync($"/api/2.0/dbfs/list?path={Uri.EscapeDataString(folder)}", FilesJson.Default.DbfsListing, cancellationToken);
        foreach (var file in listing.Files)
        {
            yield return new RemoteFile(
                WorkspaceFiles.Normal(file.Path), file.IsDir, file.FileSize,
                file.ModificationTime is > 0 and var modified ? DateTimeOffset.FromUnixTimeMilliseconds(modified) : null);
        }
    }

    public Task LookAsync(string folder, CancellationToken cancellationToken) =>
        rest.GetAsync($"/api/2.0/dbfs/get-status?path={Uri.EscapeDataString(folder)}", FilesJson.Default.DbfsFile, cancellationToken);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string path, long offset, int length, CancellationToken cancellationToken)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"&offset={offset}&length={length}");
        var block = await rest.GetAsync($"/api/2.0/dbfs/read?path={Uri.EscapeDataString(path)}{range}", FilesJson.Default.DbfsBlock, cancellationToken);
        if (block.Data.Length > length || block.Data.Length != block.BytesRead)
        {
            throw new DatabricksException(
                DatabricksErrorKind.UnexpectedResponse, $"A read of {length} bytes of '{path}' gave {block.Data.Length} and says {block.BytesRead}.",
                "It is read again later; report it if it lasts.")
            { Endpoint = "GET /api/2.0/dbfs/read" };
        }

        return block.Data;
    }
}
