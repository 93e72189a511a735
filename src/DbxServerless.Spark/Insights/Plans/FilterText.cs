namespace DbxServerless.Spark.Insights.Plans;

/// <summary>
/// Finds columns in the text of filters: attributes of the plan, <c>name#12</c>, and filters that were pushed to the source,
/// <c>EqualTo(name,1)</c>.
/// </summary>
/// <remarks>Written without regular expressions: to start them takes longer than all rules on a small log.</remarks>
internal static class FilterText
{
    private static readonly string[] Pushed =
    [
        "EqualTo", "EqualNullSafe", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "In",
        "StringStartsWith", "StringEndsWith", "StringContains",
    ];

    public static void AddColumns(string text, HashSet<string> columns)
    {
        text = WithoutNotNull(text);
        AddAttributes(text, columns);
        AddPushed(text, columns);
    }

    /// <summary>The text without <c>isnotnull(…)</c>, in any of its spellings.</summary>
    private static string WithoutNotNull(string text)
    {
        var from = 0;
        for (var at = 0; (at = text.IndexOf('(', at)) >= 0;)
        {
            var end = text.AsSpan(at + 1).IndexOfAny('(', ')') + at + 1;
            var start = EndsWithNotNull(text.AsSpan(from, at - from));
            if (start >= 0 && end > at && text[end] == ')')
            {
                text = text.Remove(from + start, end + 1 - from - start);
                at = from += start;
            }
            else
            {
                at++;
            }
        }

        return text;
    }

    /// <summary>Where the words at the end begin; -1 when they are not there.</summary>
    private static int EndsWithNotNull(ReadOnlySpan<char> text)
    {
        foreach (var word in (ReadOnlySpan<string>)["null", "not", "is"])
        {
            if (word != "null" && text is [.., '_'])
            {
                text = text[..^1];
            }

            if (!text.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return -1;
            }

            text = text[..^word.Length];
        }

        return text.Length;
    }

    private static void AddAttributes(string text, HashSet<string> columns)
    {
        var from = 0;
        for (var at = 0; (at = text.IndexOf('#', at)) >= 0; at++)
        {
            if (at + 1 == text.Length || !char.IsDigit(text[at + 1]))
            {
                continue;
            }

            var start = at;
            while (start > from && (char.IsLetter(text[start - 1]) || char.IsNumber(text[start - 1]) || text[start - 1] is '_' or '.'))
            {
                start--;
            }

            while (start < at && !char.IsLetter(text[start]) && text[start] != '_')
            {
                start++;
            }

            if (start < at)
            {
                columns.Add(text[start..at]);
                for (from = at + 1; from < text.Length && char.IsDigit(text[from]); from++)
                {
                }
            }
        }
    }

    private static void AddPushed(string text, HashSet<string> columns)
    {
        var from = 0;
        for (var at = 0; (at = text.IndexOf('(', at)) >= 0; at++)
        {
            if (at < from || !IsPushed(text.AsSpan(from, at - from)))
            {
                continue;
            }

            var value = text.AsSpan(at + 1).TrimStart();
            var quoted = value is ['`', ..] ? value[1..].IndexOf('`') : -1;
            var end = quoted > 0 ? quoted + 2 : value.IndexOfAny(',', '(', ')');
            value = end < 0 ? value : value[..end];
            if (!value.IsEmpty)
            {
                columns.Add(value.Trim('`').ToString());
                from = text.Length - text.AsSpan(at + 1).TrimStart().Length + value.Length;
            }
        }
    }

    /// <summary>True when the text ends with the name of a filter, as a word of its own.</summary>
    private static bool IsPushed(ReadOnlySpan<char> text)
    {
        foreach (var name in Pushed)
        {
            if (text.EndsWith(name, StringComparison.Ordinal)
                && (text.Length == name.Length || !(char.IsLetterOrDigit(text[^(name.Length + 1)]) || text[^(name.Length + 1)] == '_')))
            {
                return true;
            }
        }

        return false;
    }
}
