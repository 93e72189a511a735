using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Functions.Harvest;
using DbxServerless.Functions.Orchestrations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Triggers;

/// <summary>For whoever runs the app, behind a function key: what is going on, and collecting now.</summary>
public sealed class ManageTriggers(CollectionStarter starter, CollectionEngine engine, ScopePlan plan, HarvestEngine harvest)
{
    /// <summary><c>GET /manage/status</c>: the last collection of every group and scope, and the harvest of every workspace.</summary>
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

        var harvests = new List<HarvestStatus>();
        foreach (var workspace in harvest.Workspaces)
        {
            var round = await client.GetInstanceAsync(HarvestStarter.InstanceOf(workspace), getInputsAndOutputs: true, cancellationToken);
            harvests.Add(HarvestStatus.Of(workspace, HarvestOrchestration.Name, round));
            foreach (var kind in Enum.GetValues<HarvestChoreKind>())
            {
                if (await client.GetInstanceAsync(HarvestStarter.InstanceOf(workspace, kind), getInputsAndOutputs: true, cancellationToken) is { } chore)
                    harvests.Add(HarvestStatus.Of(workspace, kind.ToString(), chore));
            }
        }

        return AnswerResult.Json(StatusCodes.Status200OK, new ManageStatus(collections, harvests));
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
            return AnswerResult.Sentence(
                StatusCodes.Status400BadRequest,
                $"There is nothing to collect for that group and scope. Groups are {string.Join(", ", Enum.GetNames<ScheduleGroup>())}; scopes are {string.Join(", ", plan.Scopes)}.");
        }

        var started = new List<StartedCollection>();
        foreach (var pair in wanted)
            started.Add(new StartedCollection(pair.Group, pair.Scope.ToString(), await starter.StartAsync(client, pair.Group, pair.Scope, cancellationToken)));
        return AnswerResult.Json(StatusCodes.Status202Accepted, started);
    }

    private IEnumerable<(ScheduleGroup Group, Scope Scope)> Collections() =>
        from scope in plan.Scopes
        from schedule in Enum.GetValues<ScheduleGroup>()
        where engine.PassesOf(schedule, scope).Count > 0
        select (schedule, scope);
}
