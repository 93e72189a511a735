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
    private double _waited;

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

    [Fact]
    public async Task The_budget_shows_how_much_of_it_was_used_since_the_last_look()
    {
        var use = NewUse();
        (await UsedAsync(use)).BudgetShare.ShouldBeNull();
        _time.Advance(Minute);
        _sent["Success"] = 150;
        (await UsedAsync(use)).BudgetShare.ShouldBe(0.25);

        // Several scopes are published one after the other.
        _time.Advance(TimeSpan.FromSeconds(1));
        (await UsedAsync(use)).BudgetShare.ShouldBe(0.25);
        _time.Advance(Minute);
        (await UsedAsync(use)).BudgetShare.ShouldBe(0.0);
    }

    [Fact]
    public async Task What_is_allowed_shows_that_requests_were_refused_until_all_is_allowed_again()
    {
        var use = NewUse();
        (await AllowedAsync(use)).ShouldBe(new RequestAllowance(10, 10));
        await new SharedRequestBudget(_states, "acme", 10, _time).ThrottledAsync(CancellationToken.None);
        (await AllowedAsync(use)).ShouldBe(new RequestAllowance(10, 5));
        _time.Advance(Minute);
        (await AllowedAsync(use)).ShouldBe(new RequestAllowance(10, 10));
    }

    [Fact]
    public async Task Waits_of_all_processes_add_up()
    {
        var (one, other) = (NewUse(), NewUse());
        (_sent["Success"], _waited) = (2, 1.5);
        await one.SettleAsync(CancellationToken.None);
        await other.SettleAsync(CancellationToken.None);
        (_sent["Success"], _waited) = (3, 1.75);

        (await UsedAsync(one)).WaitedSeconds.ShouldBe(3.25);
    }

    private WorkspaceUse NewUse() => new(
        "acme",
        requestsPerSecond: 10,
        () => new RequestStatisticsSnapshot
        {
            Requests = _sent.Values.Sum(),
            ByOutcome = _sent.ToDictionary(),
            WaitedSeconds = _waited,
        },
        _ =>
        {
            _described++;
            return _warehouse is { } known
                ? Task.FromResult(known)
                : throw new DatabricksException(DatabricksErrorKind.PermissionDenied, "It may not be seen.", "Grant CAN VIEW.");
        },
        _states, _time);

    private static async Task<UsedSoFar> UsedAsync(WorkspaceUse use) => (await PublishedAsync(use)).Used;

    private static async Task<RequestAllowance> AllowedAsync(WorkspaceUse use) => (await PublishedAsync(use)).Allowance;

    private static async Task<(UsedSoFar Used, RequestAllowance Allowance)> PublishedAsync(WorkspaceUse use)
    {
        (UsedSoFar, RequestAllowance) published = default;
        await use.PublishAsync(
            (used, allowance) =>
            {
                published = (used, allowance);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return published;
    }
}
