namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class SpillTests() : RuleTest("spill")
{
    [Fact]
    public async Task Fires_and_claims_the_time_of_writing_at_the_rate_of_shuffle_files()
    {
        var task = new TaskSpec
        {
            RunMs = 20_000,
            ShuffleReadBytes = 300 * MiB,
            MemorySpill = 900 * MiB,
            DiskSpill = 200 * MiB,
            ShuffleWriteBytes = 100 * MiB,
            ShuffleWriteNs = 1_000_000_000,
        };
        var insight = await FiresAsync(Cluster().Stage(0, 0, Tasks(16, task)));

        // 200 MiB at 100 MiB a second, 16 times.
        insight.CoreHours!.Value.ShouldBe(16 * 2 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("spark.sql.shuffle.partitions=128 instead of 16");
    }

    [Fact]
    public async Task Reads_photons_spill_from_the_plan()
    {
        var plan = Node("PhotonGroupingAgg").In(0).Metric("num bytes spilled to disk due to memory pressure", 5 * GiB, "size");
        var insight = await FiresAsync(Cluster().Query(1, 0, 40_000, plan).Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 20_000 }), sql: 1));

        insight.Title.ShouldContain("5 GiB");
        insight.CoreHours.ShouldBeNull();
    }

    [Fact]
    public async Task Names_skew_when_few_tasks_spill()
    {
        var normal = new TaskSpec { RunMs = 20_000, ShuffleReadBytes = MiB };
        var insight = await FiresAsync(Cluster().Stage(0, 0, [.. Tasks(15, normal), normal with { MemorySpill = 6 * GiB, DiskSpill = 2 * GiB }]));

        insight.Finding.Advice.ShouldContain("skew");
    }

    [Fact]
    public async Task Is_silent_below_a_gibibyte()
    {
        await IsSilentAsync(Cluster().Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 20_000, MemorySpill = 60 * MiB, DiskSpill = 20 * MiB })));
    }

    [Fact]
    public async Task Is_silent_in_a_stage_of_seconds()
    {
        await IsSilentAsync(Cluster().Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 2000, DiskSpill = GiB })));
    }

    [Fact]
    public async Task Is_silent_when_photon_spilled_nothing()
    {
        var plan = Node("PhotonGroupingAgg").In(0).Metric("num bytes spilled to disk due to memory pressure", 0, "size").Metric("peak memory usage", 50 * GiB, "size");
        await IsSilentAsync(Cluster().Query(1, 0, 40_000, plan).Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 20_000 }), sql: 1));
    }
}
