using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Tests.EventLog;

public sealed class MemoryTests
{
    private const int Few = 2_000;
    private const int Many = 42_000;

    /// <summary>Half a byte a task: pages of seen task ids, and nothing else that grows.</summary>
    private const double BytesATask = 0.5;

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_tasks()
    {
        var lines = Enumerable.Range(0, Many).Select(i => new EventLogBuilder().TaskEnd(Task(i)).ToBytes()).ToArray();
        Parse(lines, Few); // what is made once
        var few = Parse(lines, Few);
        var many = Parse(lines, Many);

        (many - few).ShouldBeLessThan((long)((Many - Few) * BytesATask));
    }

    [Fact]
    public async Task A_skewed_stage_takes_no_more_than_its_sketches()
    {
        var log = new EventLogBuilder();
        for (var i = 0; i < 5000; i++)
        {
            log.TaskEnd(new(i) { Duration = 1 + (i * 1_000_003L % 1_000_000_000L), InputBytes = 1L << (i % 62) });
        }

        var stage = (await log.ReadAsync()).Stages.ShouldHaveSingleItem();

        stage.Tasks.Distribution(TaskMetric.DurationMs).Count.ShouldBe(5000);
        stage.Tasks.Distribution(TaskMetric.InputBytes).BucketCount.ShouldBeLessThanOrEqualTo(QuantileSketch.MostBuckets);
    }

    private static GeneratedTask Task(int i) => new(i, i % 5)
    {
        ExecutorId = (i % 7).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Launch = 3000 + (i / 7 * 40),
        Duration = 50 + (i * 31 % 20),
        SqlMetrics = [(77 + (i % 5), "4", "4000")],
    };

    private static long Parse(byte[][] lines, int count)
    {
        var parser = new EventParser(new EventLogAccount(), EventLogReadOptions.Default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            if (!parser.TryParse(lines[i].AsSpan()[..^1], judgeWhole: false))
            {
                throw new InvalidOperationException("A generated line was refused.");
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
