namespace DbxServerless.Databricks.Tests;

public sealed class PagingTests
{
    private const string Jobs = "GET /api/2.2/jobs/list?limit=2";

    [Fact]
    public async Task Pages_follow_the_token_until_it_is_missing_or_empty()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Jobs, """{"items":[1,2],"has_more":true,"next_page_token":"a+b/="}""")
            .On(Jobs + "&page_token=a%2Bb%2F%3D", """{"items":[3],"next_page_token":"c"}""")
            .On(Jobs + "&page_token=c", """{"items":[4],"has_more":false,"next_page_token":""}""");
        (await ListAsync(workspace)).ShouldBe([1, 2, 3, 4]);
        workspace.Script.ShouldBeDone();
    }

    [Fact]
    public async Task A_page_without_items_can_have_a_successor()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Jobs, """{"next_page_token":"a"}""").On(Jobs + "&page_token=a", """{"items":[],"next_page_token":"b"}""").On(Jobs + "&page_token=b", """{"items":[7]}""");
        (await ListAsync(workspace)).ShouldBe([7]);
    }

    [Fact]
    public async Task The_token_begins_the_query_where_there_is_none()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("GET /api/2.0/x", """{"items":[1],"next_page_token":"a"}""").On("GET /api/2.0/x?page_token=a", """{"items":[2]}""");
        (await ListAsync(workspace, "/api/2.0/x")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_token_that_comes_again_is_an_error()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Jobs, """{"items":[1],"next_page_token":"a"}""").On(Jobs + "&page_token=a", """{"items":[2],"next_page_token":"b"}""")
            .On(Jobs + "&page_token=b", """{"items":[3],"next_page_token":"a"}""");
        var failure = await Should.ThrowAsync<DatabricksException>(() => ListAsync(workspace));
        failure.Kind.ShouldBe(DatabricksErrorKind.UnexpectedResponse);
        failure.Reason.ShouldContain("again");
    }

    [Fact]
    public async Task A_promise_of_more_without_a_token_is_an_error()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Jobs, """{"items":[1],"has_more":true}""");
        (await Should.ThrowAsync<DatabricksException>(() => ListAsync(workspace))).Reason.ShouldContain("promises another page");
    }

    [Fact]
    public async Task Pages_are_fetched_only_as_they_are_needed()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Jobs, """{"items":[1,2],"next_page_token":"a"}""");
        (await workspace.Clock.ListAsync(() => Pages(workspace).Take(2))).ShouldBe([1, 2]);
        workspace.Script.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Scim_lists_advance_by_what_was_delivered()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Users(1), """{"totalResults":5,"Resources":[1,2],"startIndex":1,"itemsPerPage":2}""")
            .On(Users(3), """{"totalResults":5,"Resources":[3,4]}""")
            .On(Users(5), """{"totalResults":5,"Resources":[5]}""");
        (await ScimAsync(workspace)).ShouldBe([1, 2, 3, 4, 5]);
        workspace.Script.ShouldBeDone();
    }

    [Theory]
    [InlineData("""{"totalResults":5}""")]
    [InlineData("""{"totalResults":5,"Resources":[]}""")]
    public async Task An_empty_scim_page_is_the_end(string page)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Users(1), page);
        (await ScimAsync(workspace)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cluster_events_are_paged_by_the_next_request()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Events, """{"items":[1],"next_page":{"cluster_id":"c","offset":50}}""").On(Events, """{"items":[2],"next_page":{"cluster_id":"c","offset":100}}""").On(Events, """{"items":[3]}""");
        (await EventsAsync(workspace)).ShouldBe([1, 2, 3]);
        workspace.Script.Requests.Select(request => request.Body).ShouldBe(
            ["""{"cluster_id":"c"}""", """{"cluster_id":"c","offset":50}""", """{"cluster_id":"c","offset":100}"""]);
    }

    [Fact]
    public async Task The_same_next_request_again_is_an_error()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Events, """{"items":[1],"next_page":{"cluster_id":"c","offset":50}}""").On(Events, """{"items":[2],"next_page":{"cluster_id":"c","offset":50}}""");
        (await Should.ThrowAsync<DatabricksException>(() => EventsAsync(workspace))).Reason.ShouldContain("again");
    }

    private const string Events = "POST /api/2.1/clusters/events";

    private static string Users(int start) => $"GET /api/2.0/preview/scim/v2/Users?attributes=id&startIndex={start}&count=2";

    private static IAsyncEnumerable<int> Pages(Workspace workspace, string path = "/api/2.2/jobs/list?limit=2") => workspace.Client.Rest.ListAsync(
        path, PageJson.Default.Page, page => page.Items, page => page.NextPageToken, CancellationToken.None, page => page.HasMore == true);

    private static Task<List<int>> ListAsync(Workspace workspace, string path = "/api/2.2/jobs/list?limit=2") => workspace.Clock.ListAsync(() => Pages(workspace, path));

    private static Task<List<int>> ScimAsync(Workspace workspace) => workspace.Clock.ListAsync(() => workspace.Client.Rest.ListScimAsync(
        "/api/2.0/preview/scim/v2/Users?attributes=id", PageJson.Default.ScimPage, page => page.Resources, page => new ScimPosition(page.TotalResults), CancellationToken.None, count: 2));

    private static Task<List<int>> EventsAsync(Workspace workspace) => workspace.Clock.ListAsync(() => workspace.Client.Rest.ListByPostAsync(
        "/api/2.1/clusters/events", new EventsRequest("c"), PageJson.Default.EventsRequest, PageJson.Default.Page, page => page.Items, page => page.NextPage, CancellationToken.None));
}
