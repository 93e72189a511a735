using DbxServerless.Spark.Insights.Waste;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Spark.Tests.Insights.Waste;

public sealed class WasteLedgerTests
{
    private static readonly WasteBucket A = WasteBucket.Of(WasteKind.NoTaskInQuery);
    private static readonly WasteBucket B = WasteBucket.Of(WasteKind.NoTaskBetween);

    [Fact]
    public void Larger_claims_come_first_and_later_ones_get_what_is_left() =>
        Allocate(100, 0, new WasteClaim(30, [A]), new WasteClaim(80, [A]), new WasteClaim(10, [A])).ShouldBe([20, 80, 0]);

    [Fact]
    public void A_claim_draws_from_its_buckets_in_order() => Allocate(10, 20, new WasteClaim(25, [A, B])).ShouldBe([25]);

    [Fact]
    public void A_remainder_comes_after_every_claim_with_a_cause() =>
        Allocate(100, 50, new WasteClaim(150, [A, B]) { IsRemainder = true }, new WasteClaim(40, [B])).ShouldBe([110, 40]);

    [Fact]
    public void Unknown_buckets_and_senseless_claims_get_nothing() =>
        Allocate(100, 0, new WasteClaim(50, [WasteBucket.Of(WasteKind.Compute)]), new WasteClaim(-5, [A]), new WasteClaim(double.NaN, [A])).ShouldBe([0, 0, 0]);

    [Fact]
    public void Never_grants_more_than_there_is_or_than_was_claimed() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Claim, bool First, bool Second, bool IsRemainder)[]>(),
        ArbMap.Default.ArbFor<(byte A, byte B)>(),
        (claims, left) =>
        {
            var asked = claims.Select(claim => new WasteClaim(claim.Claim, [.. claim.First ? [A] : Array.Empty<WasteBucket>(), .. claim.Second ? [B] : Array.Empty<WasteBucket>()])
            {
                IsRemainder = claim.IsRemainder,
            }).ToArray();
            var granted = Allocate(left.A, left.B, asked);
            granted.Sum().ShouldBeLessThanOrEqualTo(left.A + left.B + 1e-9);
            granted.Zip(asked).ShouldAllBe(pair => pair.First >= 0 && pair.First <= pair.Second.TaskMs + 1e-9);
        }).QuickCheckThrowOnFailure();

    private static double[] Allocate(long a, long b, params WasteClaim[] claims) =>
        new WasteLedger([new BucketTime(A) { Ms = a }, new BucketTime(B) { Ms = b }]).Allocate(claims);
}
