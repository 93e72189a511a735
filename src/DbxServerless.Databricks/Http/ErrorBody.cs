using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DbxServerless.Databricks;

/// <summary>What a failed answer says, whichever of the known shapes it has.</summary>
internal sealed partial record ErrorBody(string? Code, string Message)
{
    public string? RequestId { get; init; }

    /// <summary>The reason of a <c>google.rpc.ErrorInfo</c> and what its metadata says.</summary>
    public string? Reason { get; init; }

    public TimeSpan? RetryDelay { get; init; }

    public bool IsHtml { get; init; }

    public bool IsJson { get; init; }

    public static ErrorBody Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith('{') && TryParseJson(trimmed) is { } json)
            return json;
        if (trimmed.StartsWith('<'))
        {
            var shown = PreMessage().Match(trimmed);
            var message = shown.Success ? WebUtility.HtmlDecode(Tags().Replace(shown.Groups[1].Value, " ")) : "";
            return new ErrorBody(null, Tidy(message)) { IsHtml = true };
        }

        var coded = CodedText().Match(trimmed);
        return coded.Success ? new ErrorBody(coded.Groups[1].Value, Tidy(coded.Groups[2].Value)) : new ErrorBody(null, Tidy(trimmed));
    }

    private static ErrorBody? TryParseJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            // RFC 6749: error and error_description; API 1.2: error alone; SCIM: detail and scimType.
            var oauth = Text(root, "error_description") is not null || Text(root, "error_id") is not null;
            var code = Text(root, "error_code") ?? (oauth || IsWord(Text(root, "error")) ? Text(root, "error") : null)
                ?? (Text(root, "detail") is null ? null : "SCIM_" + Text(root, "status"));
            var message = Text(root, "message") ?? Text(root, "error_description") ?? Text(root, "detail") ?? Text(root, "error") ?? "";
            if (Text(root, "scimType") is { } scimType)
                message = $"{scimType} {message}";
            var body = new ErrorBody(code, Tidy(message)) { IsJson = true };
            var suffix = RequestSuffix().Match(message);
            if (suffix.Success)
                body = body with { RequestId = suffix.Groups[1].Value };
            return root.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
                ? details.EnumerateArray().Aggregate(body, WithDetail)
                : body;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ErrorBody WithDetail(ErrorBody body, JsonElement detail)
    {
        if (detail.ValueKind != JsonValueKind.Object)
            return body;
        var type = Text(detail, "@type") ?? "";
        if (type.EndsWith("google.rpc.ErrorInfo", StringComparison.Ordinal))
        {
            var deny = detail.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
                ? Text(metadata, "denyReason")
                : null;
            return body with { Reason = $"{Text(detail, "reason")} {deny}".Trim() };
        }

        if (type.EndsWith("google.rpc.RequestInfo", StringComparison.Ordinal))
            return body with { RequestId = Text(detail, "request_id") ?? body.RequestId };
        return type.EndsWith("google.rpc.RetryInfo", StringComparison.Ordinal)
            ? body with { RetryDelay = Duration(Text(detail, "retry_delay") ?? Text(detail, "retryDelay")) ?? body.RetryDelay }
            : body;
    }

    private static TimeSpan? Duration(string? text) =>
        text is not null && double.TryParse(text.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>A property as text, a number as it is written.</summary>
    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static bool IsWord(string? text) => text is not null && !text.Contains(' ');

    /// <summary>One line of at most 500 characters, without the request id.</summary>
    private static string Tidy(string message)
    {
        var line = Blanks().Replace(RequestSuffix().Replace(message, ""), " ").Trim();
        return line.Length <= 500 ? line : line[..500] + "…";
    }

    [GeneratedRegex("<pre>(.*?)</pre>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex PreMessage();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"^([A-Z][A-Z_]+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex CodedText();

    [GeneratedRegex(@"\s*\[ReqId:?\s*([^\]\s]+)\]", RegexOptions.IgnoreCase)]
    private static partial Regex RequestSuffix();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
