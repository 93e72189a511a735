using System.Text;
using DbxServerless.Collector.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Collector.Tests.Metrics;

public sealed class GzipTests
{
    [Fact]
    public void Pieces_that_were_compressed_apart_read_back_as_one_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(),
        pieces =>
        {
            var texts = pieces.Select(piece => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece.Get, 50)))).ToList();
            var stream = new List<byte>(DeflatedText.StreamHeader.ToArray());
            uint crc = 0;
            long length = 0;
            foreach (var piece in texts.Select(text => DeflatedText.Of(text)))
            {
                stream.AddRange(piece.Body.Span);
                crc = Crc32.Join(crc, piece.Crc, piece.Length);
                length += piece.Length;
            }

            stream.AddRange(DeflatedText.StreamTrailer(crc, length).Span);
            return PageFixture.Unzip([.. stream]) == Encoding.UTF8.GetString([.. texts.SelectMany(text => text)]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Joined_checksums_are_those_of_the_whole_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<byte[]>>(),
        ArbMap.Default.ArbFor<NonNull<byte[]>>(),
        (first, second) =>
        {
            var (one, two) = (DeflatedText.Of(first.Get), DeflatedText.Of(second.Get));
            return Crc32.Join(one.Crc, two.Crc, two.Length) == DeflatedText.Of([.. first.Get, .. second.Get]).Crc;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_zipped_page_has_the_same_text()
    {
        using var fixture = new PageFixture();
        var age = new MetricFamily("b_age_seconds", MetricType.Gauge, "Age.", "name");
        foreach (var name in new[] { "a", "c" })
        {
            var family = new MetricFamily($"{name}_value", MetricType.Gauge, "Value.", "name");
            await fixture.PublishAsync(
                name, [.. Enumerable.Range(0, 3000).Select(i => family.Sample(i * 1.37, $"n{i}")), age.Age(fixture.Clock.GetUtcNow(), name)]);
        }

        fixture.Clock.Advance(TimeSpan.FromSeconds(61.5));

        var text = await fixture.TextAsync();
        text.ShouldContain("b_age_seconds{name=\"c\"} 61.5\n");
        (await fixture.GzipTextAsync()).ShouldBe(text);
        (await fixture.GzipTextAsync(PageFixture.OpenMetrics)).ShouldBe(await fixture.TextAsync(PageFixture.OpenMetrics));
    }
}
