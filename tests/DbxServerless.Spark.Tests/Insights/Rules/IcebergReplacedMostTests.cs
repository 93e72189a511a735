namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class IcebergReplacedMostTests() : RuleTest("iceberg-replaced-most")
{
    [Fact]
    public async Task Fires_when_every_file_and_row_is_replaced() =>
        (await FiresAsync(IcebergLog.Replace(100, rows: 1000))).Finding.Advice.ShouldContain("INSERT OVERWRITE db.t");

    [Fact]
    public async Task Is_silent_up_to_sixty_percent() => await IsSilentAsync(IcebergLog.Replace(60, rows: 1000));

    [Fact]
    public async Task Leaves_inefficient_replaces_to_their_rule() => await IsSilentAsync(IcebergLog.Replace(80, rows: 800));
}
