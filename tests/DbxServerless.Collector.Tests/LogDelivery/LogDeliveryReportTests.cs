using DbxServerless.Collector.LogDelivery;

namespace DbxServerless.Collector.Tests.LogDelivery;

public sealed class LogDeliveryReportTests
{
    private static readonly Dictionary<(string, string), SeenCluster> Seen = new()
    {
        [("1", "delivering")] = new("etl", "/Volumes/ops/watch/logs"),
        [("1", "silent")] = new("adhoc", null),
        [("1", "quiet")] = new("job-7", null),
        [("2", "delivering")] = new("same id elsewhere", null),
    };

    [Fact]
    public void What_delivers_its_logs_is_not_listed()
    {
        var report = Report(Spend("1", "delivering", 10));

        report.Gaps.ShouldBeEmpty();
        report.Delivering.ShouldBe(10);
    }

    [Fact]
    public void What_does_not_is_listed_with_its_share_of_everything()
    {
        var report = Report(Spend("1", "delivering", 75), Spend("1", "silent", 25));

        var gap = report.Gaps.ShouldHaveSingleItem();
        (gap.Kind, gap.Id, gap.Name, gap.Cost, gap.Share).ShouldBe(("cluster", "silent", "adhoc", 25, 0.25));
    }

    [Fact]
    public void A_job_is_one_line_however_many_clusters_it_ran_on()
    {
        var report = Report(Spend("1", "silent", 3, "7"), Spend("1", "quiet", 4, "7"), Spend("1", "delivering", 1, "7"), Spend("1", "gone", 2, "7"));

        var gap = report.Gaps.ShouldHaveSingleItem();
        (gap.Kind, gap.Id, gap.Name).ShouldBe(("job", "7", "Job 7"));
        (gap.Clusters, gap.WithoutDelivery, gap.NotVisible, gap.Cost).ShouldBe((4, 2, 1, 7));
    }

    [Fact]
    public void A_cluster_is_known_by_its_workspace_as_well() =>
        Report(Spend("1", "delivering", 1), Spend("2", "delivering", 1)).Gaps.ShouldHaveSingleItem().WorkspaceId.ShouldBe("2");

    [Fact]
    public void What_is_not_visible_is_not_said_to_be_without_delivery()
    {
        var report = Report(Spend("1", "gone", 5));

        report.Gaps.ShouldBeEmpty();
        (report.NotVisible, report.Delivering, report.Cost).ShouldBe((5, 0, 5));
    }

    [Fact]
    public void The_dearest_comes_first() =>
        Report(Spend("1", "quiet", 1), Spend("1", "silent", 2)).Gaps.Select(gap => gap.Id).ShouldBe(["silent", "quiet"]);

    [Fact]
    public void Usage_without_a_price_has_no_share() => Report(Spend("1", "silent", null)).Gaps.ShouldHaveSingleItem().Share.ShouldBeNull();

    private static LogDeliveryReport Report(params IReadOnlyList<ClusterSpend> spends) => LogDeliveryReport.Of(spends, Seen, "USD");

    private static ClusterSpend Spend(string workspace, string cluster, decimal? cost, string? job = null) => new(workspace, cluster)
    {
        JobId = job,
        JobName = job is null ? null : $"Job {job}",
        ListCost = cost,
    };
}
