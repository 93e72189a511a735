using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DbxServerless.Databricks;

/// <summary>The workspace's REST API, for reading. Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class RestClient
{
    private readonly AuthorizedHttp _http;

    internal RestClient(AuthorizedHttp http) => _http = http;

    /// <summary>Gets one object.</summary>
    /// <param name="pathAndQuery">From the root, e.g. <c>/api/2.0/token/list</c>; values in the query are already escaped.</param>
    public async Task<T> GetAsync<T>(string pathAndQuery, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await _http.SendAsync(new ApiRequest(HttpMethod.Get, Rooted(pathAndQuery)), cancellationToken)).Read(type);

    /// <summary>Gets a text that is no JSON.</summary>
    public async Task<string> GetTextAsync(string pathAndQuery, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString((await _http.SendAsync(new ApiRequest(HttpMethod.Get, Rooted(pathAndQuery)) { IsContent = true }, cancellationToken)).Body);

    /// <summary>Posts a search, or another of the few requests that read by POST; anything else is refused.</summary>
    /// <param name="idempotent">Whether it may be sent again when its answer was lost; otherwise it is sent once.</param>
    public async Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken, bool idempotent = false)
    {
        ReadOnlyGuard.EnsurePost(path);
        var request = new ApiRequest(HttpMethod.Post, Rooted(path))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, bodyType),
            Idempotent = idempotent,
        };
        return (await _http.SendAsync(request, cancellationToken)).Read(answerType);
    }

    /// <summary>Lists what comes in pages with a token. A page may be empty and still have a successor; the end is a token that is missing or empty.</summary>
    /// <param name="nextPageToken">The token of the page after this one.</param>
    /// <param name="hasMore">The page's own word that more follows: used only to notice a page that promises more and gives no token.</param>
    public async IAsyncEnumerable<TItem> ListAsync<TPage, TItem>(
        string pathAndQuery,
        JsonTypeInfo<TPage> type,
        Func<TPage, IEnumerable<TItem>?> items,
        Func<TPage, string?> nextPageToken,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        Func<TPage, bool>? hasMore = null)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var target = pathAndQuery;
        while (true)
        {
            var page = await GetAsync(target, type, cancellationToken);
            foreach (var item in items(page) ?? [])
                yield return item;
            var token = nextPageToken(page);
            if (string.IsNullOrEmpty(token))
            {
                if (hasMore?.Invoke(page) == true)
                    throw Broken(pathAndQuery, "promises another page but gives no page token");
                yield break;
            }

            Progress(seen, token, pathAndQuery);
            target = $"{pathAndQuery}{(pathAndQuery.Contains('?') ? '&' : '?')}page_token={Uri.EscapeDataString(token)}";
        }
    }

    /// <summary>Lists what is paged by the request's body: each page makes the next request, or null at the end.</summary>
    public async IAsyncEnumerable<TItem> ListByPostAsync<TBody, TPage, TItem>(
        string path,
        TBody first,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<TPage> pageType,
        Func<TPage, IEnumerable<TItem>?> items,
        Func<TPage, TBody?> next,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TBody : class
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var body = first; body is not null;)
        {
            Progress(seen, JsonSerializer.Serialize(body, bodyType), path);
            var page = await PostAsync(path, body, bodyType, pageType, cancellationToken, idempotent: true);
            foreach (var item in items(page) ?? [])
                yield return item;
            body = next(page);
        }
    }

    /// <summary>Lists a SCIM collection (Users, Groups, ServicePrincipals) by <c>startIndex</c> and <c>count</c>.</summary>
    /// <param name="position">Where the page says it stands.</param>
    public async IAsyncEnumerable<TItem> ListScimAsync<TPage, TItem>(
        string pathAndQuery,
        JsonTypeInfo<TPage> type,
        Func<TPage, IReadOnlyList<TItem>?> items,
        Func<TPage, ScimPosition> position,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        int count = 100)
    {
        var separator = pathAndQuery.Contains('?') ? '&' : '?';
        for (var start = 1; ;)
        {
            var page = await GetAsync($"{pathAndQuery}{separator}startIndex={start}&count={count}", type, cancellationToken);
            var resources = items(page) ?? [];
            foreach (var item in resources)
                yield return item;
            // What was delivered counts: itemsPerPage may be missing.
            start += resources.Count;
            if (resources.Count == 0 || start > position(page).TotalResults)
                yield break;
        }
    }

    private static void Progress(HashSet<string> seen, string token, string path)
    {
        if (!seen.Add(token))
            throw Broken(path, "gives the same page again and again");
    }

    private static DatabricksException Broken(string path, string what) =>
        new(DatabricksErrorKind.UnexpectedResponse, $"The list {path.Split('?')[0]} {what}.", "Report it with the time of day; what was read so far is incomplete.")
        { Endpoint = $"GET {path.Split('?')[0]}" };

    private static string Rooted(string path) => path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal)
        ? path
        : throw new ArgumentException($"'{path}' is not a path from the root of the workspace.", nameof(path));
}
