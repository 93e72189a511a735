using System.Text.RegularExpressions;

namespace DbxServerless.Databricks;

/// <summary>Takes secrets out of what others wrote before it gets into a message.</summary>
internal sealed partial class Redaction(params string?[] secrets)
{
    private const string Hidden = "***";

    // Shorter ones would blank out ordinary words.
    private readonly string[] _secrets = [.. secrets.OfType<string>().Where(secret => secret.Length >= 6)];

    public string Clean(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return Tokens().Replace(text, Hidden);
    }

    /// <summary>Databricks tokens (dapi…), OAuth secrets (dose…), and JSON web tokens.</summary>
    [GeneratedRegex(@"\b(?:dapi|dose|dkea)[0-9a-f]{16,}(?:-\d+)?|\beyJ[\w-]{10,}(?:\.[\w-]+)*|(?<=Bearer\s)[\w.~+/=-]{8,}")]
    private static partial Regex Tokens();
}
