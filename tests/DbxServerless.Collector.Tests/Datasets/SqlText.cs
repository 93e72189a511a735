using System.Text.RegularExpressions;

namespace DbxServerless.Collector.Tests.Datasets;

/// <summary>What a statement's text shows without running it.</summary>
internal sealed partial class SqlText
{
    private readonly string _plain;

    public SqlText(string sql) => _plain = Literals().Replace(Comments().Replace(sql, " "), "''");

    /// <summary>Names after colons.</summary>
    public IReadOnlyList<string> Parameters => [.. Parameter().Matches(_plain).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>What it reads, but for its own common table expressions.</summary>
    public IReadOnlyList<string> Sources
    {
        get
        {
            var own = Expression().Matches(_plain).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return [.. Source().Matches(_plain).Select(match => match.Groups[1].Value).Where(name => !own.Contains(name)).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Functions that would read a clock of their own.</summary>
    public IReadOnlyList<string> Clocks => [.. Clock().Matches(_plain).Select(match => match.Value)];

    /// <summary>Names of the columns that come out.</summary>
    public IReadOnlyList<string> Columns
    {
        get
        {
            var outer = Outermost();
            var select = OuterSelect().Match(outer);
            return [.. Split(outer[(select.Index + select.Length)..]).Select(column => LastName().Match(column.Trim()).Value)];
        }
    }

    public override string ToString() => _plain;

    // What stands in parentheses is blanked out, so that only the outermost level is left.
    private string Outermost()
    {
        var depth = 0;
        return string.Concat(_plain.Select(sign =>
        {
            depth -= sign == ')' ? 1 : 0;
            var shown = depth == 0 ? sign : '_';
            depth += sign == '(' ? 1 : 0;
            return shown;
        }));
    }

    private static string[] Split(string list) => list[..OuterFrom().Match(list).Index].Split(',');

    [GeneratedRegex(@"/\*.*?\*/|--[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex Literals();

    [GeneratedRegex(@"(?<!:):([A-Za-z_]\w*)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b(\w+)\s+AS\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(?:FROM|JOIN)\s+([A-Za-z_][\w.]*)\b(?!\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"\b(?:current_timestamp|current_date|now|unix_timestamp|curdate|localtimestamp|getdate)\b\s*(?:\(\s*\))?", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\bSELECT\s+(?:DISTINCT\s+)?", RegexOptions.IgnoreCase)]
    private static partial Regex OuterSelect();

    [GeneratedRegex(@"\bFROM\b", RegexOptions.IgnoreCase)]
    private static partial Regex OuterFrom();

    [GeneratedRegex(@"[\w*]+$")]
    private static partial Regex LastName();
}
