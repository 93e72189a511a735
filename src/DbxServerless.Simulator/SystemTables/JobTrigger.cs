namespace DbxServerless.Simulator.SystemTables;

/// <summary>The <c>trigger</c> of a job.</summary>
public sealed record JobTrigger(
    JobTrigger.FileArrivalTrigger? FileArrival, JobTrigger.PeriodicTrigger? Periodic, JobTrigger.ContinuousTrigger? Continuous,
    JobTrigger.TableUpdateTrigger? TableUpdate, JobTrigger.ScheduleTrigger? Schedule)
{
    public sealed record FileArrivalTrigger(string? Url, int? MinTimeBetweenTriggersSeconds, int? WaitAfterLastChangeSeconds);

    public sealed record PeriodicTrigger(int? Interval, string? Units);

    public sealed record ContinuousTrigger(bool? Enabled);

    public sealed record TableUpdateTrigger(
        IReadOnlyList<string>? TableNames, long? MinTimeBetweenTriggersSeconds, long? WaitAfterLastChangeSeconds, string? Condition);

    public sealed record ScheduleTrigger(string? QuartzCronExpression, string? TimezoneId);
}
