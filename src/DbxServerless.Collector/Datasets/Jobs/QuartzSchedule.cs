using Quartz;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>The schedules of Databricks jobs: Quartz expressions in a time zone.</summary>
internal static class QuartzSchedule
{
    /// <returns>The first start after an instant, or null when there is none or the schedule cannot be understood.</returns>
    public static DateTimeOffset? Next(string? expression, string? timeZone, DateTimeOffset after)
    {
        if (expression is null || !CronExpression.IsValidExpression(expression))
            return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone ?? "UTC", out var zone))
            return null;
        return new CronExpression(expression) { TimeZone = zone }.GetNextValidTimeAfter(after)?.ToUniversalTime();
    }
}
