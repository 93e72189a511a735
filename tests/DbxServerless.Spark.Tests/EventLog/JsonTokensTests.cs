using System.Text;
using System.Text.Json;
using DbxServerless.Spark.EventLog;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Spark.Tests.EventLog;

/// <summary>Whatever the text, the tokens are those of <see cref="Utf8JsonReader"/>, up to the same end or refusal.</summary>
public sealed class JsonTokensTests
{
    private const int MaxDepth = 70;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"a\":", "\"a\":1", "[1,2]", "{\"b\":[", "\"", "\\", "\\n", "\\u00e9", "\\ud83d", "\\ude00", "\\u12g4", "\"x\"", "\"\\\"\"",
        "é", "0", "-", "12", "1.5", "e+3", "E", ".", "123456789012345678901", "true", "false", "null", "tru", " ", "\n", "\t", "\u0001", "\"long text without end, more than a vector\"",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\" : [1, -2.5e+3, {\"b\":null}, \"x\\u0041\\n\", true,false ] } ")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1 2]")]
    [InlineData("[01]")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"\\ud83d\\ude00\":\"\\ud83d\"}")]
    [InlineData("{} {}")]
    public void Tokens_are_those_of_the_platform(string text) => Tokens(text).ShouldBe(Expected(text));

    [Fact]
    public void Tokens_of_any_text_are_those_of_the_platform() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(), text => Tokens(text).SequenceEqual(Expected(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData(MaxDepth)]
    [InlineData(MaxDepth + 1)]
    public void Depth_is_limited_alike(int depth)
    {
        var text = string.Concat(Enumerable.Repeat("[{\"a\":", depth / 2)) + (depth % 2 == 0 ? "1" : "[1]") + string.Concat(Enumerable.Repeat("}]", depth / 2));
        Tokens(text).ShouldBe(Expected(text));
    }

    [Theory]
    [InlineData("{\"a\":[1,{\"b\":2}],\"c\":3}")]
    [InlineData("{\"a\":\"x\",\"c\":3}")]
    public void A_value_is_skipped_whole(string text)
    {
        var json = new JsonTokens(Encoding.UTF8.GetBytes(text), MaxDepth);
        json.Read();
        json.Read();
        json.Skip();
        json.Read();

        json.TokenType.ShouldBe(JsonTokenType.PropertyName);
        json.GetString().ShouldBe("c");
    }

    private static List<string> Tokens(string text)
    {
        List<string> tokens = [];
        try
        {
            for (var json = new JsonTokens(Encoding.UTF8.GetBytes(text), MaxDepth); json.Read();)
            {
                tokens.Add(json.TokenType switch
                {
                    JsonTokenType.String or JsonTokenType.PropertyName => $"{json.TokenType} {json.GetString()} {json.ValueTextEquals("a"u8)}",
                    JsonTokenType.Number => $"{(json.TryGetInt64(out var whole) ? whole : "")} {(json.TryGetDouble(out var number) ? number : "")}",
                    var type => type.ToString(),
                });
            }
        }
        catch (JsonException)
        {
            tokens.Add("refused");
        }

        return tokens;
    }

    private static List<string> Expected(string text)
    {
        List<string> tokens = [];
        try
        {
            for (var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth }); json.Read();)
            {
                tokens.Add(json.TokenType switch
                {
                    JsonTokenType.String or JsonTokenType.PropertyName => $"{json.TokenType} {json.GetString()} {json.ValueTextEquals("a"u8)}",
                    JsonTokenType.Number => $"{(json.TryGetInt64(out var whole) ? whole : "")} {(json.TryGetDouble(out var number) ? number : "")}",
                    var type => type.ToString(),
                });
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            tokens.Add("refused");
        }

        return tokens;
    }
}
