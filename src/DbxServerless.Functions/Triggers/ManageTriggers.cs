using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Hosting;
using DbxServerless.Functions.Orchestrations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Triggers;

/// <summary>For whoever runs the app, behind a function key: what is going on, and collecting now.</summary>
public sealed class ManageTriggers(CollectionStarter starter, CollectionEngine engine, ScopePlan plan)
{
    private const string Json = "application/json";

    /// <summary><c>GET /manage/status</c>: the last collection of every group and scope.</summary>
    [Function("ManageStatus")]
    public async Task<IActionResult> StatusAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "manage/status")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var collections = new List<CollectionStatus>();
        foreach (var (group, scope) in Collections())
        {
            var last = await client.GetInstanceAsync(CollectionStarter.InstanceOf(group, scope), getInputsAndOutputs: true, cancellationToken);
            collections.Add(CollectionStatus.Of(group, scope, last));
        }

        return Answer(StatusCodes.Status200OK, collections);
    }

    /// <summary><c>POST /manage/collect?group=Regular&amp;scope=region:default</c>: starts collections now; without parameters all.</summary>
    [Function("ManageCollect")]
    public async Task<IActionResult> CollectAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "manage/collect")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (group, scope) = (request.Query["group"].ToString(), request.Query["scope"].ToString());
        var wanted = Collections()
            .Where(pair => group.Length == 0 || pair.Group.ToString().Equals(group, StringComparison.OrdinalIgnoreCase))
            .Where(pair => scope.Length == 0 || pair.Scope.ToString().Equals(scope, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (wanted.Count == 0)
        {
            return new AnswerResult(HttpAnswer.Text(
                StatusCodes.Status400BadRequest,
                $"There is nothing to collect for that group and scope. Groups are {string.Join(", ", Enum.GetNames<ScheduleGroup>())}; scopes are {string.Join(", ", plan.Scopes)}.\n"));
        }

        var started = new List<StartedCollection>();
        foreach (var pair in wanted)
            started.Add(new StartedCollection(pair.Group, pair.Scope.ToString(), await starter.StartAsync(client, pair.Group, pair.Scope, cancellationToken)));
        return Answer(StatusCodes.Status202Accepted, started);
    }

    private IEnumerable<(ScheduleGroup Group, Scope Scope)> Collections() =>
        from scope in plan.Scopes
        from schedule in Enum.GetValues<ScheduleGroup>()
        where engine.PassesOf(schedule, scope).Count > 0
        select (schedule, scope);

    private static AnswerResult Answer<T>(int status, T value) => new(HttpAnswer.Text(status, JsonSerializer.Serialize(value, OrchestrationJson.Options), Json));
}
