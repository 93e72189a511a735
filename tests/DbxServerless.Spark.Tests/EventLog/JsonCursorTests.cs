using System.Globalization;
using System.Text;
using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Tests.EventLog;

public sealed class JsonCursorTests
{
    private static readonly string[] After = ["", ",", "}", ",\"a\":12345678}", "\"", ":::::::::::::::::", "\u00ff\u00ff\u00ff\u00ff"];

    [Fact]
    public void Integers_of_every_length_are_read_whatever_follows()
    {
        foreach (var number in Numbers())
        {
            foreach (var after in After)
            {
                var json = new JsonCursor(Encoding.Latin1.GetBytes(number + after), maxDepth: 8);

                json.TryReadInteger(out var value).ShouldBeTrue(number + after);
                value.ShouldBe(long.Parse(number, CultureInfo.InvariantCulture));
                json.Position.ShouldBe(number.Length);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("x1234567")]
    [InlineData("01")]
    [InlineData("-012345678")]
    [InlineData("1234567890123456789")]
    [InlineData("1234567890123456789012345678901234567890")]
    [InlineData("1.5")]
    [InlineData("12345678.5")]
    [InlineData("12345678e5")]
    [InlineData("1E5")]
    [InlineData("\"1\"")]
    public void What_is_no_integer_of_18_digits_is_refused_and_the_cursor_stays(string text)
    {
        foreach (var after in After)
        {
            var json = new JsonCursor(Encoding.Latin1.GetBytes(text + after), maxDepth: 8);

            json.TryReadInteger(out _).ShouldBeFalse(text + after);
            json.Position.ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("k")]
    [InlineData("Executor Deserialize CPU Time")]
    [InlineData("a key whose quotes and colon end beyond one vector")]
    public void A_key_is_taken_only_where_it_stands_whole(string name)
    {
        var key = new JsonKey(name);
        foreach (var rest in (string[])["", "1", new string('1', 100)])
        {
            var whole = $"\"{name}\":{rest}";
            Take(whole, key).ShouldBe(key.Length);
            for (var changed = 0; changed < key.Length; changed++)
            {
                Take($"{whole[..changed]}#{whole[(changed + 1)..]}", key).ShouldBe(0);
            }
        }

        Take($"\"{name}\"", key).ShouldBe(0);
        Take("", key).ShouldBe(0);
    }

    private static int Take(string text, JsonKey key)
    {
        var json = new JsonCursor(Encoding.UTF8.GetBytes(text), maxDepth: 8);
        return json.TryTake(in key) ? json.Position : 0;
    }

    private static IEnumerable<string> Numbers()
    {
        const string Digits = "192837465091827364";
        for (var length = 1; length <= Digits.Length; length++)
        {
            yield return Digits[..length];
            yield return $"-{Digits[..length]}";
            yield return new string('9', length);
            yield return $"1{new string('0', length - 1)}";
        }

        yield return "0";
        yield return "-0";
    }
}
