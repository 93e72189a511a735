using DbxServerless.Spark.Application;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Spark.Tests.Application;

public sealed class QuantileSketchTests
{
    [Fact]
    public void Quantiles_are_within_the_stated_error_for_any_values_in_any_order()
    {
        var values = Gen.Choose(0, 62).SelectMany(bits => Gen.Choose(0, int.MaxValue).Select(part => (long)part << bits >> 31 & long.MaxValue));
        Prop.ForAll(
            values.NonEmptyListOf().ToArbitrary(),
            list =>
            {
                var sketch = new QuantileSketch();
                foreach (var value in list)
                {
                    sketch.Add(value);
                }

                var sorted = list.Order().ToArray();
                return new[] { 0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 1 }.All(rank =>
                {
                    var exact = sorted[Math.Clamp((int)Math.Ceiling(rank * sorted.Length) - 1, 0, sorted.Length - 1)];
                    return Math.Abs(sketch.Quantile(rank) - (double)exact) <= exact * 0.008;
                });
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Small_values_and_the_ends_are_exact()
    {
        var sketch = new QuantileSketch();
        foreach (var value in new long[] { 90, 5, 127, 0, 1_000_003 })
        {
            sketch.Add(value);
        }

        sketch.Min.ShouldBe(0);
        sketch.Quantile(0.4).ShouldBe(5);
        sketch.Quantile(0.5).ShouldBe(90);
        sketch.Quantile(0.8).ShouldBe(127);
        sketch.Quantile(1).ShouldBe(1_000_003);
        sketch.Max.ShouldBe(1_000_003);
        sketch.Sum.ShouldBe(1_000_225);
        sketch.Count.ShouldBe(5);
    }

    [Fact]
    public void Zeros_before_the_first_value_count()
    {
        var sketch = new QuantileSketch(zeros: 9);
        sketch.Add(1000);

        sketch.Count.ShouldBe(10);
        sketch.Min.ShouldBe(0);
        sketch.Quantile(0.9).ShouldBe(0);
        sketch.Quantile(0.95).ShouldBe(1000);
    }

    [Fact]
    public void An_empty_sketch_gives_zeros() => new QuantileSketch().Quantile(0.5).ShouldBe(0);
}
