namespace DbxServerless.Databricks;

/// <summary>Keeps this library from changing anything: only reading requests and statements get out.</summary>
internal static class ReadOnlyGuard
{
    private static readonly HashSet<string> StatementWords = new(StringComparer.OrdinalIgnoreCase) { "SELECT", "INSERT", "MERGE", "UPDATE", "DELETE" };
    private static readonly string[] ReadingPosts = ["/api/2.1/clusters/events", "/api/2.0/clusters/events"];

    public static void EnsurePost(string path)
    {
        var bare = path.Split('?')[0];
        if (!bare.EndsWith("/search", StringComparison.Ordinal) && !ReadingPosts.Contains(bare))
        {
            throw new DatabricksException(DatabricksErrorKind.InvalidRequest, $"POST {bare} was not sent, since it may change the workspace.",
                "Only searches are sent by POST.")
            { Endpoint = $"POST {bare}" };
        }
    }

    /// <summary>Lets one SELECT through, with or without a WITH before it, after comments.</summary>
    public static void EnsureSelect(string text)
    {
        var tokens = SqlTokens.Of(text).ToList();
        var end = tokens.IndexOf(";");
        if (end >= 0 && tokens[end..].Any(token => token != ";"))
            throw Refused("there is more than one statement");
        if (tokens.Count == 0 || end == 0)
            throw Refused("there is no statement");
        var first = tokens.Find(token => token != "(") ?? "";
        if (Is(first, "SELECT"))
            return;
        if (!Is(first, "WITH"))
            throw Refused($"it begins with {Shown(first)}");
        // Only at the outermost level is a word a statement's own: WITH t AS (…) INSERT INTO … is a statement too.
        var main = Outermost(tokens.SkipWhile(token => token == "(").Skip(1)).FirstOrDefault(StatementWords.Contains);
        if (!Is(main ?? "", "SELECT"))
            throw Refused(main is null ? "its WITH has no SELECT" : $"its WITH leads to {Shown(main)}");
    }

    /// <summary>The tokens outside of all parentheses.</summary>
    private static IEnumerable<string> Outermost(IEnumerable<string> tokens)
    {
        var depth = 0;
        foreach (var token in tokens)
        {
            depth += token switch { "(" => 1, ")" => -1, _ => 0 };
            if (depth <= 0)
                yield return token;
        }
    }

    private static bool Is(string token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string Shown(string token) => token.Length <= 20 ? token : "something else";

    private static DatabricksException Refused(string why) =>
        new(DatabricksErrorKind.InvalidRequest, $"The statement was not sent: {why}.", "Only a single SELECT, with or without WITH, is sent.");
}
