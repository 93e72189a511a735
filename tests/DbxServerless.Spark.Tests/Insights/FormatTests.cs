using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(5368709120, "5 GiB")]
    [InlineData(127.4 * (1L << 30), "127 GiB")]
    public void Bytes_have_three_digits(double bytes, string text) => Format.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.25, "0.25")]
    [InlineData(12_345, "12,345")]
    [InlineData(5_241_443_564, "5.24 billion")]
    public void Counts_are_short(double count, string text) => Format.Count(count).ShouldBe(text);

    [Theory]
    [InlineData(1, "1 task")]
    [InlineData(0, "0 tasks")]
    [InlineData(2500, "2,500 tasks")]
    public void Things_are_counted_in_words(double count, string text) => Format.Count(count, "task").ShouldBe(text);

    [Theory]
    [InlineData(250, "250 ms")]
    [InlineData(61_500, "61.5 s")]
    [InlineData(180_000, "3 min")]
    [InlineData(10_800_000, "3 h")]
    public void Durations_have_a_fitting_unit(double milliseconds, string text) => Format.Duration(milliseconds).ShouldBe(text);

    [Theory]
    [InlineData("5397m", 5397L << 20)]
    [InlineData("40G", 40L << 30)]
    [InlineData("16977494016", 16977494016)]
    [InlineData("2gb", 2L << 30)]
    [InlineData("much", null)]
    [InlineData("5x", null)]
    public void Sizes_of_spark_are_read(string text, long? bytes) => SparkConf.ParseBytes(text).ShouldBe(bytes);
}
