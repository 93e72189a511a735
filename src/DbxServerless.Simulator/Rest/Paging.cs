using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>
/// Lists in pages with tokens. Whoever goes on sees the list as it was on the first page; an empty page stands between the first and the
/// second one, because the service may give such pages too.
/// </summary>
internal sealed class Paging(TimeProvider time)
{
    private readonly Lock _gate = new();
    private (string Query, DateTimeOffset At, object Items)? _last;

    /// <summary>Answers the page that the request asks for.</summary>
    /// <param name="key">The member that holds the items; it is missing when there are none.</param>
    /// <param name="list">The whole list at an instant.</param>
    /// <param name="hasMore">Whether pages say <c>has_more</c>.</param>
    public Task AnswerAsync<T>(
        HttpContext context, string key, int size, Func<DateTimeOffset, IReadOnlyList<T>> list, Func<T, DateTimeOffset, JsonNode> describe, bool hasMore = false) =>
        AnswerAsync(context, key, size, context.Request.Query["page_token"].ToString(), QueryOf(context), list, describe, hasMore);

    /// <summary>The same for a list whose token and question come in the body.</summary>
    public Task AnswerAsync<T>(
        HttpContext context, string key, int size, string token, string question, Func<DateTimeOffset, IReadOnlyList<T>> list,
        Func<T, DateTimeOffset, JsonNode> describe, bool hasMore = false)
    {
        var (from, at, isEmpty) = (0, time.GetUtcNow(), false);
        if (token.Length > 0 && !TryRead(token, out from, out at, out isEmpty))
            return context.Error(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", "Invalid page token.");
        var items = Once(question, at, list);
        var shown = isEmpty ? [] : items.Skip(from).Take(size).ToList();
        var end = from + shown.Count;
        var answer = new JsonObject();
        if (shown.Count > 0)
            answer[key] = new JsonArray([.. shown.Select(item => describe(item, at))]);
        if (end < items.Count)
            answer["next_page_token"] = Token(end, at, isEmpty: from == 0 && !isEmpty);
        if (from > 0)
            answer["prev_page_token"] = Token(Math.Max(0, from - size), at, isEmpty: false);
        if (hasMore)
            answer["has_more"] = end < items.Count;
        return context.Json(answer);
    }

    // Page after page of one question is cut from one list.
    private IReadOnlyList<T> Once<T>(string question, DateTimeOffset at, Func<DateTimeOffset, IReadOnlyList<T>> list)
    {
        lock (_gate)
        {
            if (_last is { } last && last.Query == question && last.At == at && last.Items is IReadOnlyList<T> known)
                return known;
        }

        var items = list(at);
        lock (_gate)
            _last = (question, at, items);
        return items;
    }

    private static string QueryOf(HttpContext context) => context.Request.Path + string.Concat(
        context.Request.Query.Where(pair => pair.Key != "page_token").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"&{pair.Key}={pair.Value}"));

    private static string Token(int from, DateTimeOffset at, bool isEmpty) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{from}/{at.UtcTicks}/{(isEmpty ? 1 : 0)}")));

    private static bool TryRead(string token, out int from, out DateTimeOffset at, out bool isEmpty)
    {
        (from, at, isEmpty) = (0, default, false);
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length)
            || Encoding.ASCII.GetString(bytes, 0, length).Split('/') is not [var place, var ticks, var empty]
            || !int.TryParse(place, CultureInfo.InvariantCulture, out from) || !long.TryParse(ticks, CultureInfo.InvariantCulture, out var instant))
        {
            return false;
        }

        (at, isEmpty) = (new DateTimeOffset(instant, TimeSpan.Zero), empty == "1");
        return true;
    }
}
