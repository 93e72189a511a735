namespace DbxServerless.Spark.Insights.Waste;

/// <summary>How much core-time a bucket holds, in milliseconds of task slots.</summary>
internal sealed class BucketTime(WasteBucket bucket)
{
    public WasteBucket Bucket { get; } = bucket;

    public double Ms { get; set; }
}
