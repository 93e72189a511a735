namespace DbxServerless.Collector.Harvest.State;

/// <summary>Says that a log is being downloaded.</summary>
/// <param name="Until">From when on somebody else may.</param>
internal sealed record LogLease(LeaseHolder Holder, DateTimeOffset Until)
{
    /// <summary>So long nobody else takes a log whose holder has died unseen, or stands still.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(5);

    /// <summary>Whether it keeps somebody from the log.</summary>
    public bool Keeps(LeaseHolder who, DateTimeOffset now) => Holder.Id != who.Id && now < Until && !Holder.IsGone();
}
