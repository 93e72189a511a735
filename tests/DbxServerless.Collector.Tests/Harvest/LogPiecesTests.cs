using System.Text;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Collector.Harvest.Steps;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>What the harvest reads out of pieces of logs and names of blobs.</summary>
public sealed class LogPiecesTests
{
    private const string Metadata = """{"Event":"DBCEventLoggingListenerMetadata","Spark Version":"3.4.1","Timestamp":1726763195840,"Rollover Number":3,"SparkContext Id":8880912756278443690}""";

    [Fact]
    public void The_first_line_tells_how_many_files_came_before()
    {
        LogHead.Of(Encoding.UTF8.GetBytes(Metadata + "\n{\"Event\":\"x\"}")).Rollover.ShouldBe(3);
        LogHead.Of(Encoding.UTF8.GetBytes("{\"Event\":\"x\"}\n" + Metadata)).Rollover.ShouldBeNull();
        LogHead.Of([]).Rollover.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_grows_stays_the_same_and_one_that_was_rolled_does_not()
    {
        var head = LogHead.Of(Encoding.UTF8.GetBytes(Metadata + "\n"));
        LogHead.Of(Encoding.UTF8.GetBytes(Metadata + "\n{\"Event\":\"more\"}")).Identity.ShouldBe(head.Identity);
        LogHead.Of(Encoding.UTF8.GetBytes(Metadata.Replace("\"Rollover Number\":3", "\"Rollover Number\":4") + "\n")).Identity.ShouldNotBe(head.Identity);
    }

    [Theory]
    [InlineData("""ime":1},"Finish Time":1726763200000,"x":1}""" + "\n" + """{"Event":"SparkListenerJobEnd","Completion Time":1726763195840}""", 1726763200000)]
    [InlineData("""{"Event":"SQLExecutionEnd","time":1726763195841}""", 1726763195841)]
    [InlineData("""{"Event":"x","Records Read":9999999999999}""", null)]
    [InlineData("", null)]
    public void The_latest_event_is_found_in_the_middle_of_lines(string tail, long? latest) =>
        LogTail.LatestEvent(tail).ShouldBe(latest is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null);

    [Fact]
    public void Stored_blocks_count_as_far_as_they_follow_each_other()
    {
        const string Prefix = "harvest/w/parts/c/1/eventlog/i/";
        string[] blobs = [SegmentParts.NameOf(Prefix, 0, 100), SegmentParts.NameOf(Prefix, 100, 50), SegmentParts.NameOf(Prefix, 200, 50)];
        SegmentParts.Of(Prefix, blobs.Reverse(), 0).End.ShouldBe(150);
        SegmentParts.Of(Prefix, blobs, 100).Names.ShouldBe([blobs[1]]);
        SegmentParts.Of(Prefix, blobs, 42).End.ShouldBe(42);
        SegmentParts.Of(Prefix, [], 0).Names.ShouldBeEmpty();
    }

    [Fact]
    public void Markers_sort_live_runs_first_and_then_by_due_time()
    {
        var run = Run();
        var markers = new[] { run with { IsBackfill = true, NextTry = run.NextTry.AddHours(-1) }, run with { NextTry = run.NextTry.AddMinutes(1) }, run }
            .Select(MarkerName.Of).Order(StringComparer.Ordinal).Select(name => MarkerName.Parse(name)!).ToList();
        markers.Select(marker => (marker.IsBackfill, marker.Due)).ShouldBe([(false, run.NextTry), (false, run.NextTry.AddMinutes(1)), (true, run.NextTry.AddHours(-1))]);
        markers[0].End.ShouldBe(run.End);
        MarkerName.Parse("something else").ShouldBeNull();
    }

    [Fact]
    public void A_defect_is_given_up_after_the_last_try_and_what_may_pass_not_on_its_first_day()
    {
        var run = Run();
        var defect = new InvalidDataException("No log.");
        Failure.Of(run, defect, run.Discovered, 3).ShouldBe(run with { Attempts = 1, Reason = "No log.", NextTry = run.Discovered.AddMinutes(1) });
        Failure.Of(run with { Attempts = 2 }, defect, run.Discovered, 3).Outcome.ShouldBe(HarvestOutcome.GivenUp);

        var passing = new DatabricksException(DatabricksErrorKind.Unavailable, "Down.", "Wait.");
        var late = Failure.Of(run with { Attempts = 50 }, passing, run.Discovered.AddHours(23), 3);
        late.Outcome.ShouldBe(HarvestOutcome.Pending);
        (late.NextTry - run.Discovered.AddHours(23)).ShouldBe(TimeSpan.FromHours(1));
        Failure.Of(run with { Attempts = 50 }, passing, run.Discovered.AddHours(25), 3).Outcome.ShouldBe(HarvestOutcome.GivenUp);

        var refused = new DatabricksException(DatabricksErrorKind.PermissionDenied, "No.", "GRANT it.");
        Failure.Of(run with { Attempts = 50 }, refused, run.Discovered.AddHours(25), 3).ShouldBe(
            run with { Attempts = 51, Outcome = HarvestOutcome.NotAssessed, State = HarvestState.Archived, Reason = "No.", Mend = "GRANT it.", NextTry = run.Discovered.AddHours(25) });
    }

    private static HarvestRun Run()
    {
        var now = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        return new HarvestRun
        {
            RunId = "42",
            JobId = "7",
            LogicalJob = "orders",
            Start = now.AddHours(-1),
            End = now.AddMinutes(-5),
            NextTry = now,
            Discovered = now,
        };
    }
}
