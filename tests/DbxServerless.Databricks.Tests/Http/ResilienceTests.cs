using System.Net;
using System.Net.Sockets;
using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class ResilienceTests
{
    private const string Busy = """{"error_code":"REQUEST_LIMIT_EXCEEDED","message":"slow down"}""";
    private const string Down = """{"error_code":"TEMPORARILY_UNAVAILABLE","message":"soon"}""";

    [Fact]
    public async Task Retry_After_in_seconds_is_obeyed()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, Busy, HttpStatusCode.TooManyRequests, ("Retry-After", "7")).On(WarehouseLine, WarehouseJson);
        (await workspace.GetWarehouseAsync()).Name.ShouldBe("starter");
        Waits(workspace).ShouldHaveSingleItem().ShouldBeInRange(7, 7.5);
        workspace.Client.Statistics.Snapshot().ShouldSatisfyAllConditions(
            counts => counts.Requests.ShouldBe(2),
            counts => counts.Throttled.ShouldBe(1),
            counts => counts.Retried.ShouldBe(1),
            counts => counts.ByOutcome.ShouldBe(new Dictionary<string, long> { ["Success"] = 1, ["Throttled"] = 1 }, ignoreOrder: true),
            counts => counts.BytesReceived.ShouldBe(Busy.Length + WarehouseJson.Length));
    }

    [Fact]
    public async Task Every_attempt_is_taken_from_the_shared_budget_and_a_429_is_told_to_it()
    {
        var budget = new CountedBudget();
        await using var workspace = new Workspace(connection => connection with { Budget = budget });
        workspace.Script
            .On(WarehouseLine, Busy, HttpStatusCode.TooManyRequests, ("Retry-After", "7"))
            .On(WarehouseLine, Down, HttpStatusCode.ServiceUnavailable, ("Retry-After", "1"))
            .On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        (budget.Taken, budget.Throttled).ShouldBe((3, 1));
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_obeyed()
    {
        await using var workspace = new Workspace();
        var date = workspace.Clock.GetUtcNow().AddSeconds(11).ToString("R");
        workspace.Script.On(WarehouseLine, Down, HttpStatusCode.ServiceUnavailable, ("Retry-After", date)).On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        Waits(workspace).ShouldHaveSingleItem().ShouldBeInRange(11, 11.5);
    }

    [Fact]
    public async Task A_Retry_After_in_the_past_means_now()
    {
        await using var workspace = new Workspace();
        var date = workspace.Clock.GetUtcNow().AddSeconds(-11).ToString("R");
        workspace.Script.On(WarehouseLine, Down, HttpStatusCode.ServiceUnavailable, ("Retry-After", date)).On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        Waits(workspace).ShouldHaveSingleItem().ShouldBeInRange(0, 0.5);
    }

    [Fact]
    public async Task The_RetryInfo_in_the_body_is_obeyed()
    {
        await using var workspace = new Workspace();
        workspace.Script
            .On(WarehouseLine, """{"error_code":"RESOURCE_EXHAUSTED","message":"x","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"2.5s"}]}""", HttpStatusCode.TooManyRequests)
            .On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        Waits(workspace).ShouldHaveSingleItem().ShouldBeInRange(2.5, 3);
    }

    [Fact]
    public async Task Without_a_word_from_the_server_the_waits_grow()
    {
        await using var workspace = new Workspace();
        workspace.Script.Times(8, script => script.On(WarehouseLine, Busy, HttpStatusCode.TooManyRequests)).On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        var waits = Waits(workspace);
        waits.Count.ShouldBe(8);
        waits.ShouldAllBe(wait => wait >= 0 && wait <= 30);
        waits.Take(3).Sum().ShouldBeLessThan(waits.TakeLast(3).Sum());
    }

    [Fact]
    public async Task A_wait_past_the_end_is_not_waited()
    {
        await using var workspace = new Workspace(connection => connection with { OverallTimeout = TimeSpan.FromSeconds(30) });
        workspace.Script.On(WarehouseLine, Busy, HttpStatusCode.TooManyRequests, ("Retry-After", "31"));
        var start = workspace.Clock.GetUtcNow();
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(DatabricksErrorKind.Throttled);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(31));
        workspace.Clock.GetUtcNow().ShouldBe(start);
    }

    [Fact]
    public async Task Retries_end_with_the_overall_time_and_tell_the_last_failure()
    {
        await using var workspace = new Workspace(connection => connection with { OverallTimeout = TimeSpan.FromSeconds(10) });
        workspace.Script.Times(9, script => script.On(WarehouseLine, Down, HttpStatusCode.ServiceUnavailable));
        var start = workspace.Clock.GetUtcNow();
        (await workspace.FailWarehouseAsync()).Kind.ShouldBe(DatabricksErrorKind.Unavailable);
        (workspace.Clock.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        workspace.Script.Requests.ShouldAllBe(request => request.At - start <= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_silent_attempt_is_given_up_and_repeated()
    {
        await using var workspace = new Workspace(connection => connection with { AttemptTimeout = TimeSpan.FromSeconds(5) });
        workspace.Script.OnSilence(WarehouseLine).On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        Waits(workspace).ShouldHaveSingleItem().ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task Nothing_but_silence_is_a_timeout()
    {
        await using var workspace = new Workspace(connection => connection with { AttemptTimeout = TimeSpan.FromSeconds(5), OverallTimeout = TimeSpan.FromSeconds(8) });
        workspace.Script.Times(5, script => script.OnSilence(WarehouseLine));
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(DatabricksErrorKind.Timeout);
        failure.Message.ShouldContain("5 s");
        failure.IsTransient.ShouldBeTrue();
    }

    public static TheoryData<Exception, DatabricksErrorKind, bool, string> Broken => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError, "x", new SocketException((int)SocketError.HostNotFound)), DatabricksErrorKind.HostUnreachable, false, "DNS" },
        { new HttpRequestException(HttpRequestError.NameResolutionError, "x", new SocketException((int)SocketError.TryAgain)), DatabricksErrorKind.HostUnreachable, true, "DNS" },
        { new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)), DatabricksErrorKind.HostUnreachable, true, "refuses" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "x"), DatabricksErrorKind.HostUnreachable, false, "TLS" },
        { new HttpRequestException(HttpRequestError.ResponseEnded, "x"), DatabricksErrorKind.Unavailable, true, "broke" },
        { new TaskCanceledException("x", new TimeoutException()), DatabricksErrorKind.HostUnreachable, true, "cannot be reached" },
        { new IOException("reset"), DatabricksErrorKind.Unavailable, true, "broke" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_connection_that_fails_is_repeated_where_that_can_help(Exception exception, DatabricksErrorKind kind, bool repeated, string says)
    {
        await using var workspace = new Workspace();
        workspace.Script.Times(9, script => script.OnFailure(WarehouseLine, exception));
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(kind);
        failure.Reason.ShouldContain(says);
        failure.Reason.ShouldContain(Name);
        workspace.Script.Requests.Count.ShouldBe(repeated ? 9 : 1);
    }

    [Fact]
    public async Task A_post_that_is_not_idempotent_is_sent_once()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("POST /api/2.0/mlflow/runs/search", Down, HttpStatusCode.ServiceUnavailable);
        var failure = await workspace.Clock.FailAsync(() => workspace.Client.Rest.PostAsync(
            "/api/2.0/mlflow/runs/search", new Warehouse(), DatabricksJson.Default.Warehouse, DatabricksJson.Default.Warehouse, CancellationToken.None));
        failure.Kind.ShouldBe(DatabricksErrorKind.Unavailable);
        workspace.Script.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_post_that_is_idempotent_is_repeated()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("POST /api/2.0/mlflow/runs/search", Down, HttpStatusCode.ServiceUnavailable).On("POST /api/2.0/mlflow/runs/search", WarehouseJson);
        await workspace.Clock.RunAsync(() => workspace.Client.Rest.PostAsync(
            "/api/2.0/mlflow/runs/search", new Warehouse(), DatabricksJson.Default.Warehouse, DatabricksJson.Default.Warehouse, CancellationToken.None, idempotent: true));
        workspace.Script.ShouldBeDone();
    }

    [Fact]
    public async Task After_too_many_failures_nothing_is_sent_for_half_a_minute()
    {
        await using var workspace = new Workspace();
        workspace.Script.Times(10, script => script.OnFailure(WarehouseLine, new HttpRequestException(HttpRequestError.SecureConnectionError, "x"))).On(WarehouseLine, WarehouseJson);
        for (var i = 0; i < 10; i++)
            (await workspace.FailWarehouseAsync()).Kind.ShouldBe(DatabricksErrorKind.HostUnreachable);

        var refused = await workspace.FailWarehouseAsync();
        refused.Kind.ShouldBe(DatabricksErrorKind.Unavailable);
        refused.Reason.ShouldContain("not sent");
        workspace.Script.Requests.Count.ShouldBe(10);

        workspace.Clock.Advance(TimeSpan.FromSeconds(30));
        (await workspace.GetWarehouseAsync()).Name.ShouldBe("starter");
    }

    [Fact]
    public async Task Refusals_do_not_open_the_circuit()
    {
        await using var workspace = new Workspace();
        workspace.Script.Times(20, script => script.On(WarehouseLine, """{"error_code":"PERMISSION_DENIED","message":"no"}""", HttpStatusCode.Forbidden)).On(WarehouseLine, WarehouseJson);
        for (var i = 0; i < 20; i++)
            (await workspace.FailWarehouseAsync()).Kind.ShouldBe(DatabricksErrorKind.PermissionDenied);
        (await workspace.GetWarehouseAsync()).Name.ShouldBe("starter");
    }

    [Fact]
    public async Task Cancellation_ends_a_wait()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, Busy, HttpStatusCode.TooManyRequests, ("Retry-After", "60"));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(3), workspace.Clock);
        await Should.ThrowAsync<OperationCanceledException>(() => workspace.Clock.RunAsync(() => workspace.Client.Facts.GetWarehouseAsync(cancellation.Token)));
        workspace.Script.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_that_is_cancelled_is_counted_as_such()
    {
        await using var workspace = new Workspace();
        workspace.Script.OnSilence(WarehouseLine);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(3), workspace.Clock);
        await Should.ThrowAsync<OperationCanceledException>(() => workspace.Clock.RunAsync(() => workspace.Client.Facts.GetWarehouseAsync(cancellation.Token)));
        workspace.Client.Statistics.Snapshot().ByOutcome.ShouldBe(new Dictionary<string, long> { ["Cancelled"] = 1 });
    }

    private static List<double> Waits(Workspace workspace)
    {
        var at = workspace.Script.Requests.Select(request => request.At).ToList();
        return [.. at.Zip(at.Skip(1), (before, after) => (after - before).TotalSeconds)];
    }
}
