using System.Text.Json.Serialization;
using DbxServerless.Collector.Collection;

namespace DbxServerless.Collector.Tests.Collection;

public sealed partial class PassMemoryTests
{
    [Fact]
    public void What_is_left_is_found_by_the_next_pass()
    {
        var first = new PassMemory(ReadOnlyMemory<byte>.Empty);
        first.Read(Json.Default.Left).ShouldBeNull();
        first.Write(new Left("a", 1), Json.Default.Left);

        new PassMemory(first.Changed!.Value).Read(Json.Default.Left).ShouldBe(new Left("a", 1));
    }

    [Fact]
    public void The_same_again_is_no_change_and_another_value_is_one()
    {
        var first = new PassMemory(ReadOnlyMemory<byte>.Empty);
        first.Write(new Left("a", 1), Json.Default.Left);
        var second = new PassMemory(first.Changed!.Value);
        second.Write(new Left("a", 1), Json.Default.Left);
        second.Changed.HasValue.ShouldBeFalse();

        second.Write(new Left("a", 2), Json.Default.Left);
        new PassMemory(second.Changed!.Value).Read(Json.Default.Left).ShouldBe(new Left("a", 2));
    }

    [Fact]
    public void What_cannot_be_read_is_as_if_nothing_had_been_left() =>
        new PassMemory(new byte[] { 1, 2, 3 }).Read(Json.Default.Left).ShouldBeNull();

    internal sealed record Left(string Name, int Number);

    [JsonSerializable(typeof(Left))]
    private sealed partial class Json : JsonSerializerContext;
}
