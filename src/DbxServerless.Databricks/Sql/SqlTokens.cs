namespace DbxServerless.Databricks;

/// <summary>The words, parentheses and semicolons of a SQL text; comments, quoted text and everything else is passed over.</summary>
internal static class SqlTokens
{
    public static IEnumerable<string> Of(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var here = text[at];
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (here == '-' && next == '-')
            {
                at = EndOfLine(text, at);
            }
            else if (here == '/' && next == '*')
            {
                at = EndOfComment(text, at);
            }
            else if (here is '\'' or '"' or '`')
            {
                at = EndOfQuote(text, at);
                yield return "''";
            }
            else if (here is '(' or ')' or ';')
            {
                yield return here.ToString();
                at++;
            }
            else if (char.IsLetter(here) || here is '_' or ':')
            {
                // A parameter (:name) is one word with its colon, so that no keyword hides in it.
                var end = at + 1;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                    end++;
                yield return text[at..end];
                at = end;
            }
            else
            {
                if (!char.IsWhiteSpace(here))
                    yield return ".";
                at++;
            }
        }
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }

    /// <summary>Bracketed comments nest in Spark SQL.</summary>
    private static int EndOfComment(string text, int at)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (text.AsSpan(at).StartsWith("/*"))
            {
                depth++;
                at += 2;
            }
            else if (text.AsSpan(at).StartsWith("*/"))
            {
                at += 2;
                if (--depth == 0)
                    return at;
            }
            else
            {
                at++;
            }
        }

        return at;
    }

    private static int EndOfQuote(string text, int at)
    {
        var quote = text[at];
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == '\\' && quote != '`')
                end++;
            else if (text[end] == quote)
                return end + 1;
        }

        return text.Length;
    }
}
