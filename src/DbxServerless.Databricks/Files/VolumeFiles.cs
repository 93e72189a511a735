using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace DbxServerless.Databricks;

/// <summary>The Files API over Unity Catalog volumes: paged listings, raw bytes by range.</summary>
internal sealed class VolumeFiles(RestClient rest, AuthorizedHttp http) : IFileApi
{
    public int LongestRead => 4 << 20;

    public async IAsyncEnumerable<RemoteFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = rest.ListAsync(
            $"/api/2.0/fs/directories{Escaped(folder)}?page_size=1000", FilesJson.Default.VolumePage, page => page.Contents, page => page.NextPageToken,
            cancellationToken);
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            yield return new RemoteFile(
                WorkspaceFiles.Normal(file.Path), file.IsDirectory, file.FileSize,
                file.LastModified is > 0 and var modified ? DateTimeOffset.FromUnixTimeMilliseconds(modified) : null);
        }
    }

    public Task LookAsync(string folder, CancellationToken cancellationToken) =>
        rest.GetAsync($"/api/2.0/fs/directories{Escaped(folder)}?page_size=1", FilesJson.Default.VolumePage, cancellationToken);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string path, long offset, int length, CancellationToken cancellationToken)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}");
        var request = new ApiRequest(HttpMethod.Get, $"/api/2.0/fs/files{Escaped(path)}") { IsContent = true, Headers = [new("Range", range)] };
        try
        {
            var answer = await http.SendAsync(request, cancellationToken);
            // Who does not know ranges gives the whole file.
            var content = answer.Status == HttpStatusCode.PartialContent ? answer.Body : answer.Body.AsMemory((int)Math.Min(offset, answer.Body.Length));
            return content[..Math.Min(length, content.Length)];
        }
        catch (DatabricksException exception) when (exception.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return default;
        }
    }

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
