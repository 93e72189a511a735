using System.Text.RegularExpressions;
using DbxServerless.Spark.Insights.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Spark.Tests.Insights;

/// <summary>The definition of what a column in a filter is are these expressions; the product reads the same without them.</summary>
public sealed partial class FilterTextTests
{
    private static readonly string[] Pieces =
    [
        "is", "Not", "_", "null", "(", ")", "isnotnull(", "is_not_null(", "IsNotNull(", "EqualTo(", "In(", "GreaterThanOrEqual(", "Not(EqualTo(", "xIn(",
        "a", "B2", "col.x", "é", "#", "#1", "#23", "1", ".", ",", " ", "`", "`a b`", "[", "]", " AND ", "=",
    ];

    [Theory]
    [InlineData("[isnotnull(d_year#12), (d_year#12 = 2000)]", "d_year")]
    [InlineData("[isnotnull(d_year#12)]", "")]
    [InlineData("[IsNotNull(country), EqualTo(country,DE), In(`a b`, [1,2])]", "country;a b")]
    public void Columns_are_found(string text, string columns) => string.Join(';', Found(text)).ShouldBe(columns);

    [Fact]
    public void Columns_are_those_of_the_expressions() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(), text => Found(text).SetEquals(Expected(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static HashSet<string> Found(string text)
    {
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        FilterText.AddColumns(text, columns);
        return columns;
    }

    private static List<string> Expected(string text)
    {
        text = NotNull().Replace(text, "");
        return [.. Attribute().Matches(text).Select(match => match.Groups[1].Value), .. Pushed().Matches(text).Select(match => match.Groups[1].Value.Trim('`'))];
    }

    [GeneratedRegex(@"is_?not_?null\(\s*[^()]*\)", RegexOptions.IgnoreCase)]
    private static partial Regex NotNull();

    [GeneratedRegex(@"([\p{L}_][\p{L}\p{N}_.]*)#\d+")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\b(?:EqualTo|EqualNullSafe|GreaterThan|GreaterThanOrEqual|LessThan|LessThanOrEqual|In|StringStartsWith|StringEndsWith|StringContains)\(\s*(`[^`]+`|[^,()\s][^,()]*)")]
    private static partial Regex Pushed();
}
