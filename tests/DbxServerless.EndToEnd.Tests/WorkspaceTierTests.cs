using DbxServerless.Collector.Collection;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>What REST knows of a workspace, with thousands of objects behind every endpoint.</summary>
public sealed class WorkspaceTierTests : IAsyncLifetime
{
    private CollectedWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await CollectedWorkspace.StartAsync(new SimulatorOptions { Days = 3, Size = HistorySize.Medium });

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task All_users_are_counted_and_a_poll_with_nothing_new_is_one_call()
    {
        var first = await _workspace.CollectAsync("users");
        first.Result.ShouldBe(CollectionResult.Succeeded, first.Reason);
        var total = _workspace.Value("databricks_users_count", "active") + _workspace.Value("databricks_users_count", "inactive");
        total.ShouldBeGreaterThan(2_000);
        _workspace.RecordsOf("DbxUsers").Count.ShouldBe((int)total);

        _workspace.Advance(TimeSpan.FromHours(1));
        var second = await _workspace.CollectAsync("users");
        (second.RecordsChanged, _workspace.Requests).ShouldBe((0, 1));
        _workspace.Value("databricks_users_count", "active").ShouldBeGreaterThan(2_000);
    }

    [Fact]
    public async Task Who_joins_is_found_by_the_next_poll()
    {
        await _workspace.CollectAsync("users");
        var before = _workspace.RecordsOf("DbxUsers").Count;
        // In two weeks somebody does.
        _workspace.Advance(TimeSpan.FromDays(14));
        (await _workspace.CollectAsync("users")).RecordsChanged.ShouldBeGreaterThan(before);
        _workspace.RecordsOf("DbxUsers").Select(record => record.Id).Distinct().Count().ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task Tokens_without_expiry_have_no_days_left_and_the_others_have_theirs()
    {
        (await _workspace.CollectAsync("tokens")).Result.ShouldBe(CollectionResult.Succeeded);

        _workspace.Requests.ShouldBe(1);
        var tokens = _workspace.RecordsOf("DbxTokens");
        tokens.Count.ShouldBeGreaterThan(1_000);
        _workspace.Value("databricks_tokens_count").ShouldBe(tokens.Count);
        var unending = tokens.Count(token => !token.Content.Contains("\"ExpiryTime\"", StringComparison.Ordinal));
        unending.ShouldBeGreaterThan(100);
        _workspace.Value("databricks_tokens_without_expiry").ShouldBe(unending);
    }

    [Fact]
    public async Task What_is_forbidden_is_not_assessed_and_the_others_go_on()
    {
        _workspace.Simulated.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.0/token-management/*"));

        var tokens = await _workspace.CollectAsync("tokens");
        tokens.Result.ShouldBe(CollectionResult.NotAssessed);
        tokens.Mend!.ShouldContain("group admins");
        _workspace.Samples("databricks_tokens_count").ShouldBeEmpty();
        _workspace.Value("databricks_scraper_errors_total", "workspace:main", "GET /api/2.0/token-management/tokens").ShouldBe(1);

        (await _workspace.CollectAsync("groups")).Result.ShouldBe(CollectionResult.Succeeded);
        _workspace.Value("databricks_groups_count").ShouldBe(300);
    }
}
