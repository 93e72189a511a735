using DbxServerless.Collector.Check;
using DbxServerless.Databricks.Compute;

namespace DbxServerless.Collector.Tests.Check;

public sealed class DeliveryChecksTests
{
    [Theory]
    [InlineData("""{"cluster_log_conf.type":{"type":"fixed","value":"VOLUMES"},"cluster_log_conf.path":{"type":"fixed","value":"/Volumes/ops/o11y/logs"}}""", true)]
    [InlineData("""{"cluster_log_conf.path":{"type":"unlimited","defaultValue":"/Volumes/ops/o11y/logs"}}""", false)]
    [InlineData("""{"cluster_log_conf.path":"/Volumes/ops/o11y/logs"}""", false)]
    [InlineData("""{"spark_version":{"type":"fixed","value":"16.4.x-scala2.12"}}""", false)]
    [InlineData("{}", false)]
    [InlineData("[]", false)]
    [InlineData("no JSON", true)]
    public void A_policy_makes_clusters_deliver_when_it_fixes_where_to(string definition, bool expected)
    {
        var policies = new Dictionary<string, ClusterPolicy> { ["p1"] = new() { PolicyId = "p1", Definition = definition } };
        DeliveryChecks.Fixes(policies, "p1").ShouldBe(expected);
    }

    [Fact]
    public void A_cluster_without_a_policy_delivers_nothing_and_one_with_a_policy_that_is_not_visible_may()
    {
        DeliveryChecks.Fixes(new Dictionary<string, ClusterPolicy>(), null).ShouldBeFalse();
        DeliveryChecks.Fixes(new Dictionary<string, ClusterPolicy>(), "p2").ShouldBeTrue();
    }
}
