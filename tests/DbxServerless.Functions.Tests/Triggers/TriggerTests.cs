using System.Reflection;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Functions.Orchestrations;
using DbxServerless.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Tests.Triggers;

public sealed class TriggerTests : IDisposable
{
    private readonly AppFixture _app = new();
    private readonly ScheduleTriggers _triggers;

    public TriggerTests() => _triggers = _app.Get<ScheduleTriggers>();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Functions_are_public_and_have_names_of_their_own()
    {
        Functions().Select(function => function.GetCustomAttribute<FunctionAttribute>()!.Name).ShouldBeUnique();
        Functions().ShouldAllBe(function => function.IsPublic && function.DeclaringType!.IsPublic);
    }

    [Fact]
    public void Timers_follow_the_schedules_of_the_settings()
    {
        var timers = Functions().SelectMany(function => function.GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()).OfType<TimerTriggerAttribute>()
            .Select(timer => (function.GetCustomAttribute<FunctionAttribute>()!.Name, timer.Schedule)));

        timers.ShouldBe(
            [
                ("FastSchedule", "%Schedules:Fast%"), ("RegularSchedule", "%Schedules:Regular%"), ("SlowSchedule", "%Schedules:Slow%"),
                ("RetrySchedule", "30 */5 * * * *"), ("PurgeSchedule", "0 40 3 * * *"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Only_the_probes_answer_without_a_key()
    {
        var routes = Functions().SelectMany(function => function.GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
            .Select(trigger => (trigger.Route, trigger.AuthLevel, string.Join(",", trigger.Methods!))));

        routes.ShouldBe(
            [
                ("metrics", AuthorizationLevel.Function, "get"), ("healthz", AuthorizationLevel.Anonymous, "get"), ("readyz", AuthorizationLevel.Anonymous, "get"),
                ("manage/status", AuthorizationLevel.Function, "get"), ("manage/collect", AuthorizationLevel.Function, "post"),
                ("manage/harvest", AuthorizationLevel.Function, "get"), ("manage/harvest", AuthorizationLevel.Function, "post"),
                ("manage/backfill", AuthorizationLevel.Function, "post"), ("manage/reanalyze", AuthorizationLevel.Function, "post"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task The_fast_timer_starts_its_group_and_the_harvest_and_at_first_all_groups()
    {
        await _triggers.FastAsync(new TimerInfo(), _app.Durable, CancellationToken.None);

        var scopes = Enum.GetValues<ScheduleGroup>().SelectMany(group =>
            new[] { AppFixture.Account, AppFixture.Region, AppFixture.Workspace }
                .Where(scope => _app.Engine.PassesOf(group, scope).Any(pass => pass.Pass == CollectionPass.Incremental))
                .Select(scope => CollectionStarter.InstanceOf(group, scope)));
        _app.Durable.Started.Select(start => start.Instance).ShouldBe(scopes.Append("harvest-round-acme"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_group_that_does_not_start_keeps_the_harvest_from_nothing()
    {
        foreach (var scope in new[] { AppFixture.Account, AppFixture.Region, AppFixture.Workspace })
            _app.Durable.Broken.Add(CollectionStarter.InstanceOf(ScheduleGroup.Slow, scope));

        await Should.ThrowAsync<AggregateException>(() => _triggers.FastAsync(new TimerInfo(), _app.Durable, CancellationToken.None));

        _app.Durable.Started.ShouldContain(start => start.Instance == "harvest-round-acme");
    }

    [Fact]
    public async Task The_other_timers_start_their_group()
    {
        await _triggers.SlowAsync(new TimerInfo(), _app.Durable, CancellationToken.None);
        _app.Durable.Started.ShouldAllBe(start => start.Instance.StartsWith("collect-slow-", StringComparison.Ordinal));
        _app.Durable.Started.Clear();

        await _triggers.RegularAsync(new TimerInfo(), _app.Durable, CancellationToken.None);
        _app.Durable.Started.ShouldAllBe(start => start.Instance.StartsWith("collect-regular-", StringComparison.Ordinal));
        _app.Durable.Started.Clear();

        await _triggers.RetryAsync(new TimerInfo { IsPastDue = true }, _app.Durable, CancellationToken.None);
        _app.Durable.Started.ShouldAllBe(start => start.Name == RetryOrchestration.Name);
        _app.Durable.Started.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_history_of_what_ended_a_week_ago_is_purged_and_old_logs_are_deleted()
    {
        await _triggers.PurgeAsync(new TimerInfo(), _app.Durable, CancellationToken.None);

        _app.Durable.Purged!.CreatedTo.ShouldBe(_app.Time.GetUtcNow() - TimeSpan.FromDays(7));
        _app.Durable.Purged.Statuses!.ShouldNotContain(OrchestrationRuntimeStatus.Running);
        _app.Durable.Purged.Statuses!.ShouldNotContain(OrchestrationRuntimeStatus.Pending);
        _app.Durable.Started.ShouldHaveSingleItem().Instance.ShouldBe("harvest-retain-acme");
    }

    private static IReadOnlyList<MethodInfo> Functions() =>
    [
        .. typeof(ScheduleTriggers).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];
}
