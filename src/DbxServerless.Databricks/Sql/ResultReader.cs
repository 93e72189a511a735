using System.Net;
using System.Runtime.CompilerServices;

namespace DbxServerless.Databricks;

/// <summary>Reads the rows of a statement that succeeded, chunk by chunk.</summary>
internal sealed class ResultReader(AuthorizedHttp http)
{
    public async IAsyncEnumerable<IReadOnlyList<string?>> ReadAsync(StatementResponse statement, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = statement.StatementId;
        var seen = new HashSet<int> { 0 };
        var rows = 0L;
        for (var chunk = statement.Result; chunk is not null;)
        {
            foreach (var row in chunk.DataArray ?? [])
            {
                rows++;
                yield return row;
            }

            foreach (var link in chunk.ExternalLinks ?? [])
            {
                foreach (var row in await DownloadAsync(id, link, cancellationToken))
                {
                    rows++;
                    yield return row;
                }
            }

            var last = chunk.ExternalLinks?.LastOrDefault();
            var next = chunk.NextChunkIndex ?? last?.NextChunkIndex;
            if (next is not { } index)
                break;
            if (!seen.Add(index))
                throw Incomplete(id, $"leads back to chunk {index}");
            chunk = await ChunkAsync(id, chunk.NextChunkInternalLink ?? last?.NextChunkInternalLink, index, cancellationToken);
        }

        if (statement.Manifest is { Truncated: false } manifest && rows < manifest.TotalRowCount)
            throw Incomplete(id, $"has {manifest.TotalRowCount} rows, of which {rows} came");
    }

    /// <param name="link">Followed as it is, if it leads to this statement.</param>
    private async Task<ResultData> ChunkAsync(string id, string? link, int index, CancellationToken cancellationToken)
    {
        var statement = $"/api/2.0/sql/statements/{id}/";
        var path = link?.StartsWith(statement, StringComparison.Ordinal) == true ? link : $"{statement}result/chunks/{index}";
        try
        {
            return (await http.SendAsync(new ApiRequest(HttpMethod.Get, path), cancellationToken)).Read(DatabricksJson.Default.ResultData);
        }
        catch (DatabricksException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            throw StatementRunner.Gone(id, exception);
        }
    }

    /// <summary>Fetches what a link leads to; a link that ran out is asked for once more.</summary>
    private async Task<IReadOnlyList<string?[]>> DownloadAsync(string id, ExternalLink link, CancellationToken cancellationToken)
    {
        try
        {
            return await FetchAsync(link, cancellationToken);
        }
        catch (DatabricksException exception) when (exception.Kind == DatabricksErrorKind.ResultGone)
        {
            var renewed = await ChunkAsync(id, null, link.ChunkIndex, cancellationToken);
            if (renewed.ExternalLinks?.FirstOrDefault(candidate => candidate.ChunkIndex == link.ChunkIndex) is not { } fresh)
                throw StatementRunner.Gone(id, exception);
            return await FetchAsync(fresh, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string?[]>> FetchAsync(ExternalLink link, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(link.Address, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw new DatabricksException(DatabricksErrorKind.UnexpectedResponse, "An external link of the result is no https:// address.", "Leave external links off.");
        // The link is signed: our token must not travel to the storage, not even if told to.
        var request = new ApiRequest(HttpMethod.Get, link.Address)
        {
            IsExternalLink = true,
            Headers = [.. (link.HttpHeaders ?? new Dictionary<string, string>()).Where(header => !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase))],
        };
        return (await http.Transport.SendAsync(request, cancellationToken)).Read(DatabricksJson.Default.Rows);
    }

    private static DatabricksException Incomplete(string id, string what) =>
        new(DatabricksErrorKind.UnexpectedResponse, $"The result of statement {id} {what}.", "It is asked again at the next collection; report it if it lasts.") { StatementId = id };
}
