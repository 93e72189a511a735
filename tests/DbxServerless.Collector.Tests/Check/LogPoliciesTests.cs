using DbxServerless.Collector.Check;
using DbxServerless.Databricks.Compute;

namespace DbxServerless.Collector.Tests.Check;

public sealed class LogPoliciesTests
{
    [Theory]
    [InlineData("""{"cluster_log_conf.type":{"type":"fixed","value":"VOLUMES"},"cluster_log_conf.path":{"type":"fixed","value":"/Volumes/ops/o11y/logs"}}""", true, "/Volumes/ops/o11y/logs")]
    [InlineData("""{"cluster_log_conf.path":{"type":"fixed","value":"dbfs:/logs"}}""", true, "dbfs:/logs")]
    [InlineData("""{"cluster_log_conf.path":{"type":"fixed","value":"s3://elsewhere/logs"}}""", true, null)]
    [InlineData("""{"cluster_log_conf.path":{"type":"fixed"}}""", true, null)]
    [InlineData("""{"cluster_log_conf.path":{"type":1,"value":"/Volumes/ops/o11y/logs"}}""", false, null)]
    [InlineData("""{"cluster_log_conf.path":{"type":"unlimited","defaultValue":"/Volumes/ops/o11y/logs"}}""", false, null)]
    [InlineData("""{"cluster_log_conf.path":"/Volumes/ops/o11y/logs"}""", false, null)]
    [InlineData("""{"spark_version":{"type":"fixed","value":"16.4.x-scala2.12"}}""", false, null)]
    [InlineData("{}", false, null)]
    [InlineData("[]", false, null)]
    [InlineData("no JSON", true, null)]
    public void A_policy_makes_clusters_deliver_when_it_fixes_where_to(string definition, bool expected, string? destination)
    {
        var policies = new LogPolicies([new ClusterPolicy { PolicyId = "p1", Definition = definition }]);
        policies.Fixes("p1").ShouldBe(expected);
        policies.DestinationOf("p1").ShouldBe(destination);
    }

    [Fact]
    public void A_cluster_without_a_policy_delivers_nothing_and_one_with_a_policy_that_is_not_visible_may()
    {
        var policies = new LogPolicies([]);
        policies.Fixes(null).ShouldBeFalse();
        policies.DestinationOf(null).ShouldBeNull();
        policies.Fixes("p2").ShouldBeTrue();
        policies.DestinationOf("p2").ShouldBeNull();
    }
}
