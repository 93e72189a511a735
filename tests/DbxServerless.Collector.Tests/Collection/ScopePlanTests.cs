using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class ScopePlanTests
{
    [Fact]
    public void Each_workspace_and_region_and_the_account_is_a_scope_and_has_one_reader()
    {
        var plan = Plan(
            new() { Name = "dev", Region = "WestEurope" },
            new() { Name = "prod", Region = "westeurope", WarehouseId = "w" },
            new() { Name = "us", Region = "eastus", WarehouseId = "w" });

        plan.Scopes.Select(scope => $"{scope} {plan.ReaderOf(scope).Name}").ShouldBe(
        [
            "workspace:dev dev", "workspace:prod prod", "workspace:us us", "region:westeurope prod", "region:eastus us", "account prod",
        ]);
    }

    [Fact]
    public void A_designated_reader_goes_before_the_first_with_a_warehouse()
    {
        var plan = Plan(
            new() { Name = "a", WarehouseId = "w" },
            new() { Name = "b", WarehouseId = "w", RegionReader = true },
            new() { Name = "c", AccountReader = true });

        plan.ReaderOf(new Scope(ScopeKind.Region, "default")).Name.ShouldBe("b");
        plan.ReaderOf(Scope.Account).Name.ShouldBe("c");
    }

    [Theory]
    [InlineData("adb-123.7.azuredatabricks.net", null, "adb-123")]
    [InlineData("https://adb-123.7.azuredatabricks.net/", null, "adb-123")]
    [InlineData("adb-123.7.azuredatabricks.net", "Data Platform/Prod", "data-platform-prod")]
    public void A_workspaces_name_is_safe_as_a_file_name(string host, string? name, string expected) =>
        ScopePlan.NameOf(new WorkspaceOptions { Host = host, Name = name }).ShouldBe(expected);

    [Fact]
    public void Two_workspaces_of_one_name_are_refused() =>
        Should.Throw<InvalidOperationException>(() => Plan(new() { Name = "a" }, new() { Name = "A" })).Message.ShouldContain("'a'");

    [Fact]
    public void An_unknown_scope_is_refused_with_the_ones_there_are() =>
        Should.Throw<InvalidOperationException>(() => Plan(new WorkspaceOptions { Name = "a" }).ReaderOf(new Scope(ScopeKind.Region, "moon")))
            .Message.ShouldContain("workspace:a");

    private static ScopePlan Plan(params IList<WorkspaceOptions> workspaces) => new(new CollectorOptions { Workspaces = workspaces });
}
