using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Databricks;
using DbxServerless.Testing;

namespace DbxServerless.Collector.Tests.Collection.Metering;

public sealed class WorkspaceUseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private readonly Faults _faults = new();
    private readonly MemoryStateStore _states;
    private readonly Dictionary<string, long> _sent = [];
    private Warehouse? _warehouse = new() { ClusterSize = "2X-Small", AutoStopMins = 10 };
    private int _described;

    public WorkspaceUseTests() => _states = new MemoryStateStore(_faults);

    [Fact]
    public async Task Requests_of_all_processes_add_up_and_survive_a_restart()
    {
        var (one, other) = (NewUse(), NewUse());
        _sent["Success"] = 3;
        await one.SettleAsync(CancellationToken.None);
        await one.SettleAsync(CancellationToken.None);
        await other.SettleAsync(CancellationToken.None);
        _sent["Success"] = 4;
        _sent["Throttled"] = 1;
        await one.SettleAsync(CancellationToken.None);

        (await UsedAsync(one)).Requests.ShouldBe(new Dictionary<string, long> { ["Success"] = 7, ["Throttled"] = 1 });
    }

    [Fact]
    public async Task The_warehouse_is_awake_from_a_statement_to_its_auto_stop()
    {
        var use = NewUse();
        use.Ran(_time.GetUtcNow(), _time.GetUtcNow() + Minute);

        var used = await UsedAsync(use);
        used.AwakeSeconds.ShouldBe(11 * 60);
        used.Dbus!.Value.ShouldBe(11 / 60.0 * 4, 1e-9);
    }

    [Fact]
    public async Task Statements_that_overlap_or_follow_within_the_tail_are_counted_once()
    {
        var use = NewUse();
        var start = _time.GetUtcNow();
        use.Ran(start + Minute, start + (2 * Minute));
        use.Ran(start, start + (3 * Minute));
        await use.SettleAsync(CancellationToken.None);
        use.Ran(start + (5 * Minute), start + (6 * Minute));
        use.Ran(start + (60 * Minute), start + (60 * Minute));

        (await UsedAsync(use)).AwakeSeconds.ShouldBe((16 + 10) * 60);
    }

    [Fact]
    public async Task Without_a_known_size_seconds_are_counted_and_no_DBU_is_claimed()
    {
        _warehouse = null;
        var use = NewUse();
        use.Ran(_time.GetUtcNow(), _time.GetUtcNow() + Minute);

        var used = await UsedAsync(use);
        (used.AwakeSeconds, used.Dbus).ShouldBe((60.0, null));
    }

    [Fact]
    public async Task The_warehouse_is_described_once_an_hour()
    {
        var use = NewUse();
        for (var tick = 0; tick < 3; tick++)
        {
            use.Ran(_time.GetUtcNow(), _time.GetUtcNow());
            await use.SettleAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromMinutes(31));
        }

        _described.ShouldBe(2);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_added_to_the_next()
    {
        var use = NewUse();
        _sent["Success"] = 2;
        use.Ran(_time.GetUtcNow(), _time.GetUtcNow() + Minute);
        _faults.FailAt(2, afterwards: false, dies: false);
        await Should.ThrowAsync<Exception>(() => use.SettleAsync(CancellationToken.None));

        var used = await UsedAsync(use);
        (used.Requests["Success"], used.AwakeSeconds).ShouldBe((2, 660.0));
    }

    private WorkspaceUse NewUse() => new(
        "acme",
        () => new RequestStatisticsSnapshot { Requests = _sent.Values.Sum(), ByOutcome = _sent.ToDictionary() },
        _ =>
        {
            _described++;
            return _warehouse is { } known
                ? Task.FromResult(known)
                : throw new DatabricksException(DatabricksErrorKind.PermissionDenied, "It may not be seen.", "Grant CAN VIEW.");
        },
        _states, _time);

    private static async Task<UsedSoFar> UsedAsync(WorkspaceUse use)
    {
        UsedSoFar? published = null;
        await use.PublishAsync(
            used =>
            {
                published = used;
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return published!;
    }
}
