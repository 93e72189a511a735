using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights;

public sealed class InsightPriceTests
{
    [Fact]
    public void A_node_hour_is_the_machine_and_its_dbus_shared_by_its_cores() =>
        new InsightPrice { Currency = "USD", VmPerNodeHour = 0.50m, DbuPrice = 0.30m, DbuPerNodeHour = 1.5m }.OfCoreHour(4).ShouldBe(0.2375m);

    [Fact]
    public void A_price_of_a_core_hour_goes_before_the_parts() =>
        new InsightPrice { Currency = "USD", PerCoreHour = 0.11m, VmPerNodeHour = 9 }.OfCoreHour(null).ShouldBe(0.11m);

    [Fact]
    public void A_dbu_price_alone_is_no_price()
    {
        var price = new InsightPrice { Currency = "USD", DbuPrice = 0.30m };

        price.OfCoreHour(4).ShouldBeNull();
        price.Missing(4)!.ShouldContain("--dbu-per-node-hour");
    }

    [Fact]
    public void Without_the_dbus_of_a_node_the_amount_is_the_machines_and_says_so()
    {
        var price = new InsightPrice { Currency = "USD", DbuPrice = 0.30m, VmPerNodeHour = 0.8m };

        price.OfCoreHour(8).ShouldBe(0.1m);
        price.Missing(8)!.ShouldContain("machines alone");
    }

    [Fact]
    public void Without_the_cores_of_a_node_there_is_no_amount()
    {
        var price = new InsightPrice { Currency = "USD", VmPerNodeHour = 0.8m };

        price.OfCoreHour(null).ShouldBeNull();
        price.Missing(null)!.ShouldContain("cores");
        price.Missing(4).ShouldBeNull();
    }
}
