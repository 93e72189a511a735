namespace DbxServerless.Spark.Application;

/// <summary>A stretch of time, epoch milliseconds; the end is exclusive.</summary>
public readonly record struct TimeInterval(long Start, long End)
{
    public long Milliseconds => End - Start;
}
