using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Databricks;
using DbxServerless.Testing;

namespace DbxServerless.Collector.Tests.Collection.Metering;

public sealed class MeteredWarehouseTests : ISqlWarehouse
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStateStore _states = new();
    private readonly SemaphoreSlim _places = new(2);
    private Func<Task> _answer = () => Task.CompletedTask;
    private int _running;
    private int _mostRunning;

    [Fact]
    public async Task Statements_and_their_seconds_are_counted_also_when_they_fail()
    {
        var warehouse = Warehouse(0);
        _answer = () =>
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            throw new IOException("broken");
        };
        await Should.ThrowAsync<IOException>(() => RunAsync(warehouse));

        (warehouse.Statements, warehouse.Seconds).ShouldBe((1, 30));
    }

    [Fact]
    public async Task At_the_days_ceiling_no_statement_is_sent_until_the_next_day()
    {
        await FailAfterAsync(Warehouse(60), TimeSpan.FromSeconds(40));
        await FailAfterAsync(Warehouse(60), TimeSpan.FromSeconds(25));

        var over = Warehouse(60);
        (await Should.ThrowAsync<OverBudgetException>(() => RunAsync(over))).Message.ShouldBe("SQL for account took 65 seconds today, and the ceiling is 60.");
        over.Statements.ShouldBe(0);

        _time.Advance(TimeSpan.FromDays(1));
        await RunAsync(Warehouse(60));
    }

    [Fact]
    public async Task A_pass_that_reaches_the_ceiling_stops_before_its_next_statement()
    {
        var warehouse = Warehouse(60);
        _answer = TakeTooLong;
        await Should.ThrowAsync<IOException>(() => RunAsync(warehouse));
        await Should.ThrowAsync<OverBudgetException>(() => RunAsync(warehouse));

        Task TakeTooLong()
        {
            _time.Advance(TimeSpan.FromSeconds(61));
            throw new IOException("broken");
        }
    }

    [Fact]
    public async Task No_more_statements_run_at_a_time_than_there_are_places()
    {
        var gate = new TaskCompletionSource();
        _answer = () => gate.Task;
        var all = Enumerable.Range(0, 6).Select(_ => RunAsync(Warehouse(0))).ToList();
        gate.SetResult();
        await Task.WhenAll(all);

        _mostRunning.ShouldBe(2);
    }

    [Fact]
    public async Task Two_scopes_have_a_ceiling_each()
    {
        await FailAfterAsync(Warehouse(60), TimeSpan.FromSeconds(61));
        await RunAsync(Warehouse(60, new Scope(ScopeKind.Region, "westeurope")));
    }

    async Task<SqlResult> ISqlWarehouse.ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        _mostRunning = Math.Max(_mostRunning, ++_running);
        await _answer();
        _running--;
        return SqlResult.From([], []);
    }

    private static Task<SqlResult> RunAsync(MeteredWarehouse warehouse) => warehouse.ExecuteAsync(new SqlStatement("SELECT 1"), CancellationToken.None);

    private async Task FailAfterAsync(MeteredWarehouse warehouse, TimeSpan time)
    {
        _answer = () =>
        {
            _time.Advance(time);
            throw new IOException("broken");
        };
        await Should.ThrowAsync<IOException>(() => RunAsync(warehouse));
        await warehouse.ChargeAsync(CancellationToken.None);
        _answer = () => Task.CompletedTask;
    }

    private MeteredWarehouse Warehouse(int ceiling, Scope? scope = null) =>
        new(this, scope ?? Scope.Account, new WarehouseBudget(_states, ceiling, _time), WorkspaceUse(), _places, _time);

    private WorkspaceUse WorkspaceUse() => new(
        "acme", 10, () => new RequestStatisticsSnapshot { ByOutcome = new Dictionary<string, long>() }, _ => Task.FromResult(new Warehouse()), _states, _time);
}
