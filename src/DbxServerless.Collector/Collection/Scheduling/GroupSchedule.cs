using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using NCrontab;

namespace DbxServerless.Collector.Collection.Scheduling;

/// <summary>The NCRONTAB schedules of the groups, with seconds, UTC.</summary>
public sealed class GroupSchedule
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    private readonly Dictionary<ScheduleGroup, CrontabSchedule> _schedules;

    /// <exception cref="InvalidOperationException">An expression is no NCRONTAB expression with seconds.</exception>
    public GroupSchedule(ScheduleOptions options) => _schedules = new Dictionary<ScheduleGroup, CrontabSchedule>
    {
        [ScheduleGroup.Fast] = Parse(nameof(options.Fast), options.Fast),
        [ScheduleGroup.Regular] = Parse(nameof(options.Regular), options.Regular),
        [ScheduleGroup.Slow] = Parse(nameof(options.Slow), options.Slow),
    };

    /// <summary>The first instant after another at which a group is due.</summary>
    public DateTimeOffset Next(ScheduleGroup group, DateTimeOffset after) =>
        new(DateTime.SpecifyKind(_schedules[group].GetNextOccurrence(after.UtcDateTime), DateTimeKind.Utc));

    /// <summary>The time between the two instants after another at which a group is due.</summary>
    public TimeSpan Period(ScheduleGroup group, DateTimeOffset after)
    {
        var next = Next(group, after);
        return Next(group, next) - next;
    }

    private static CrontabSchedule Parse(string name, string expression) => CrontabSchedule.TryParse(expression, WithSeconds)
        ?? throw new InvalidOperationException(
            $"Schedules__{name} is '{expression}', which is no NCRONTAB expression with six fields (second minute hour day month weekday), e.g. '0 5 * * * *'.");
}
