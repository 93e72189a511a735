using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace DbxServerless.Databricks;

/// <summary>Turns what people write as a workspace's address into one.</summary>
public static partial class WorkspaceHost
{
    /// <summary>Reads an address: a missing or doubled <c>https://</c>, paths and slashes are mended.</summary>
    /// <param name="text">What was configured.</param>
    /// <param name="host">The address, ending in a slash.</param>
    /// <param name="error">Otherwise a sentence that says what is wrong and what to write.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? host, [NotNullWhen(false)] out string? error)
    {
        host = null;
        var trimmed = (text ?? "").Trim().Trim('"', '\'').Trim();
        error = Refuse(trimmed);
        if (error is not null)
            return false;

        var schemes = Schemes().Match(trimmed).Value;
        var authority = trimmed[schemes.Length..].Split('/', '?', '#', '\\')[0].TrimEnd('.');
        var plain = schemes.Length > 0 && !schemes.Contains("https", StringComparison.OrdinalIgnoreCase);
        var isHost = Uri.TryCreate($"{(plain ? "http" : "https")}://{authority}/", UriKind.Absolute, out var parsed)
            && parsed.UserInfo.Length == 0 && parsed.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
        error = isHost
            ? Judge(parsed!, plain)
            : $"The host '{Shown(trimmed)}' is not a host name; write the workspace's address as in the browser, e.g. {Example}.";
        host = error is null ? parsed : null;
        return host is not null;
    }

    private static string? Judge(Uri parsed, bool plain) => parsed.Host.ToLowerInvariant() switch
    {
        _ when plain && !parsed.IsLoopback =>
            $"The host '{parsed.Authority}' is given with http://, which would send the credential unencrypted; write https://{parsed.Authority}.",
        _ when parsed.IsLoopback => null,
        var name when name.StartsWith("accounts.", StringComparison.Ordinal) =>
            $"The host '{name}' is the account console, not a workspace; write the workspace's own address, e.g. {Example}.",
        "portal.azure.com" => $"The host 'portal.azure.com' is the Azure portal, not a workspace; the workspace's page there shows its URL, e.g. {Example}.",
        var name when parsed.HostNameType == UriHostNameType.Dns && !name.Contains('.') =>
            $"The host '{name}' lacks its domain; write the whole address, e.g. {Example}.",
        _ => null,
    };

    private const string Example = "adb-1234567890123456.7.azuredatabricks.net";

    private static string? Refuse(string text) => text switch
    {
        "" => $"The host is empty; write the workspace's address, e.g. {Example}.",
        _ when text.StartsWith("/sql/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("sql/", StringComparison.OrdinalIgnoreCase) =>
            $"The host '{text}' is the HTTP path of a warehouse; give it as the warehouse id, and the workspace's address (e.g. {Example}) as the host.",
        _ when text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) =>
            $"The host is an Azure resource id; write the workspace's address, e.g. {Example}.",
        _ when text.StartsWith("jdbc:", StringComparison.OrdinalIgnoreCase) =>
            $"The host is a JDBC address; write only the host name in it, e.g. {Example}.",
        _ when text.All(char.IsAsciiDigit) =>
            $"The host '{text}' is a workspace id; write the workspace's address, e.g. {Example}.",
        _ when text.Contains('@') => $"The host holds an '@'; write the address alone, without a user or password, e.g. {Example}.",
        _ => null,
    };

    private static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";

    [GeneratedRegex(@"^(?:https?(?::/*|//+))*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Schemes();
}
