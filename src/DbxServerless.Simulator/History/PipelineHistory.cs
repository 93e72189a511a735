using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>Lets one pipeline's updates happen, day after day.</summary>
internal sealed class PipelineHistory
{
    private const int MostRetries = 2;

    private readonly HistorySettings _settings;
    private readonly PipelinePlan _plan;
    private readonly Pipeline _pipeline;
    private DateTimeOffset _busyUntil;

    public PipelineHistory(HistorySettings settings, AccountWorkspace workspace, PipelinePlan plan)
    {
        _settings = settings;
        _plan = plan;
        _busyUntil = settings.Start;
        _pipeline = new Pipeline(workspace.WorkspaceId, SeededRandom.Guid(settings.Seed, "pipeline", workspace.WorkspaceId, plan.Name), plan.Name, plan.Type,
            plan.IsServerless, settings.Start.AddDays(-150), plan.DeletedAt is { } share ? settings.At(share) : null);
    }

    private DateTimeOffset Renamed => _settings.At(0.05);

    public IEnumerable<PipelineVersion> VersionsOn(DateTimeOffset day, bool isFirst)
    {
        if (!_plan.IsListed)
            yield break;
        if (isFirst)
            yield return Version(_pipeline.Created);
        if (_plan.FormerName is not null && IsOn(day, Renamed))
            yield return Version(Renamed);
        var random = SeededRandom.For(_settings.Seed, "pipeline edit", _pipeline.PipelineId, Key(day));
        var edited = day + random.Time(TimeSpan.FromHours(8), TimeSpan.FromHours(17));
        if (random.Chance(0.03) && !(_pipeline.Deleted <= edited))
            yield return Version(edited);
        if (_pipeline.Deleted is { } deleted && IsOn(day, deleted))
            yield return Version(deleted, isDeletion: true);
    }

    public IEnumerable<PipelineUpdate> UpdatesOn(DateTimeOffset day)
    {
        var random = SeededRandom.For(_settings.Seed, "pipeline", _pipeline.PipelineId, Key(day));
        if (_plan.Rhythm.IsContinuous)
        {
            while (_busyUntil < day.AddDays(1))
            {
                foreach (var update in Request(_busyUntil + random.Time(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3)), random))
                    yield return update;
            }

            yield break;
        }

        foreach (var start in _plan.Rhythm.On(day, random))
        {
            if (start < _busyUntil || _pipeline.Deleted <= start)
                continue;
            foreach (var update in Request(start, random))
                yield return update;
        }
    }

    private PipelineVersion Version(DateTimeOffset at, bool isDeletion = false) =>
        new(_pipeline, at < Renamed && _plan.FormerName is { } former ? former : _pipeline.Name, at, isDeletion);

    private static bool IsOn(DateTimeOffset day, DateTimeOffset instant) => instant >= day && instant < day.AddDays(1);

    private IEnumerable<PipelineUpdate> Request(DateTimeOffset start, SeededRandom random)
    {
        var request = SeededRandom.Guid(_settings.Seed, "request", _pipeline.PipelineId, Key(start));
        var rebuilt = _plan.RebuiltWeekly && start.DayOfWeek == DayOfWeek.Sunday && start.Hour == 3;
        for (var tries = 0; ; tries++)
        {
            var result = random.Chance(_plan.FailureRate) ? "FAILED" : random.Chance(0.01) ? "CANCELED" : "COMPLETED";
            var minutes = _plan.Minutes * random.Around(0.2) * (rebuilt ? 10 : 1) * (result == "COMPLETED" ? 1 : random.Between(0.1, 0.9));
            var end = start + TimeSpan.FromMilliseconds(Math.Round(minutes * 60_000));
            _busyUntil = end;
            yield return new PipelineUpdate(_pipeline, SeededRandom.Guid(_settings.Seed, "update", request, Text(tries)), request,
                rebuilt ? "FULL_REFRESH" : random.Chance(0.01) ? "VALIDATE" : "REFRESH", tries == 0 ? _plan.Trigger : "RETRY_ON_FAILURE", start, end, result)
            {
                ClusterId = _plan.IsServerless ? null : $"{start:MMdd-HHmmss}-{SeededRandom.Hex(_settings.Seed, 8, "pipeline cluster", request, Text(tries))}",
            };
            if (result != "FAILED" || tries >= MostRetries || !random.Chance(0.8))
                yield break;
            start = end + random.Time(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(6));
        }
    }

    private static string Key(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
