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

    [Fact]
    public async Task Objects_are_counted_through_all_folders_over_several_passes_and_a_poll_after_that_is_a_handful_of_calls()
    {
        var limit = new Collector.Settings.LimitOptions().FoldersPerPass;
        var passes = 0;
        do
        {
            (await _workspace.CollectAsync("workspace_objects")).Result.ShouldBe(CollectionResult.Succeeded);
            _workspace.Requests.ShouldBeLessThanOrEqualTo(limit);
            _workspace.Advance(TimeSpan.FromHours(1));
        }
        while (_workspace.Value("databricks_workspace_folders_unread") > 0 && ++passes < 10);

        passes.ShouldBeGreaterThan(1);
        var (folders, objects) = await CountAsync("/");
        objects.ShouldBeGreaterThan(2_000);
        _workspace.Samples("databricks_workspace_objects").Sum(sample => sample.Value).ShouldBe(objects);
        _workspace.Value("databricks_workspace_objects", "DIRECTORY").ShouldBe(folders);
        _workspace.RecordsOf("DbxWorkspaceObjects")[^1].Content.ShouldContain("\"IsComplete\":true");

        (await _workspace.CollectAsync("workspace_objects")).RecordsChanged.ShouldBe(0);
        _workspace.Requests.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task New_objects_are_found_and_all_folders_have_their_turn_within_a_day_or_so()
    {
        for (var hour = 0; hour < 6; hour++)
            await _workspace.CollectAsync("workspace_objects");
        var before = _workspace.Samples("databricks_workspace_objects").Sum(sample => sample.Value);
        _workspace.Advance(TimeSpan.FromDays(14));
        var (_, atFirst) = await CountAsync("/");
        for (var hour = 0; hour < 25; hour++)
        {
            _workspace.Advance(TimeSpan.FromHours(1));
            await _workspace.CollectAsync("workspace_objects");
        }

        var (_, atLast) = await CountAsync("/");
        atFirst.ShouldBeGreaterThan((int)before);
        _workspace.Samples("databricks_workspace_objects").Sum(sample => sample.Value).ShouldBeInRange(atFirst, atLast);
    }

    [Fact]
    public async Task Mounts_and_samples_are_no_storage_of_DBFS()
    {
        for (var pass = 0; pass < 2; pass++)
            (await _workspace.CollectAsync("dbfs_storage")).Result.ShouldBe(CollectionResult.Succeeded);
        _workspace.Value("databricks_dbfs_file_count").ShouldBeGreaterThanOrEqualTo(36);
        _workspace.Value("databricks_dbfs_storage_bytes").ShouldBeGreaterThan(1_000_000);
        var folders = _workspace.RecordsOf("DbxDbfsFolders");
        folders.ShouldContain(record => record.Content.Contains("\"/FileStore\"") && record.Content.Contains("\"Files\":30,") && record.Content.Contains("\"IsComplete\":true"));
        folders.ShouldNotContain(record => record.Content.Contains("\"/mnt") || record.Content.Contains("databricks-datasets"));
    }

    [Theory]
    [InlineData("cluster_policies", "databricks_policies_count", 2_000)]
    [InlineData("secret_scopes", "databricks_secret_scopes", 1_000)]
    [InlineData("instance_pools", "databricks_instance_pools", 25)]
    [InlineData("groups", "databricks_groups_count", 300)]
    public async Task What_comes_whole_is_a_call_or_three(string dataset, string family, int count)
    {
        (await _workspace.CollectAsync(dataset)).Result.ShouldBe(CollectionResult.Succeeded);

        _workspace.Samples(family).Sum(sample => sample.Value).ShouldBe(count);
        _workspace.Requests.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Serving_endpoints_tell_their_state_and_as_many_as_a_minute_allows_their_load()
    {
        (await _workspace.CollectAsync("serving_endpoints")).Result.ShouldBe(CollectionResult.Succeeded);

        (_workspace.Value("databricks_serving_endpoints", "READY") + _workspace.Value("databricks_serving_endpoints", "NOT_READY")).ShouldBe(1_200);
        _workspace.Samples("databricks_serving_endpoint_cpu_usage_ratio").Count().ShouldBe(50);
        _workspace.Samples("databricks_serving_endpoint_cpu_usage_ratio").ShouldAllBe(sample => sample.Value > 0 && sample.Value < 1);
        _workspace.Requests.ShouldBe(51);
    }

    [Fact]
    public async Task A_folder_that_is_closed_to_us_is_told_and_the_others_are_counted()
    {
        _workspace.Simulated.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.0/workspace/list", Times: 1, Probability: 0.05));
        var outcome = await _workspace.CollectAsync("workspace_objects");
        outcome.Result.ShouldBe(CollectionResult.NotAssessed, outcome.Reason);
        outcome.Mend!.ShouldContain("databricks permissions update directories");
        _workspace.Value("databricks_workspace_objects", "NOTEBOOK").ShouldBeGreaterThan(0);
    }

    // What is really there, counted by listing it once more.
    private async Task<(int Folders, int Objects)> CountAsync(string path)
    {
        var items = await _workspace.For(new Collector.Settings.WorkspaceOptions()).Objects.ListAsync(path, null, CancellationToken.None);
        var (folders, objects) = (items.Count(item => item.ObjectType == "DIRECTORY"), items.Count);
        foreach (var folder in items.Where(item => item.ObjectType == "DIRECTORY"))
        {
            var inside = await CountAsync(folder.Path);
            (folders, objects) = (folders + inside.Folders, objects + inside.Objects);
        }

        return (folders, objects);
    }
}
