namespace DbxServerless.Spark.EventLog;

/// <summary>What one task added to one SQL metric, and the metric's running total after it.</summary>
internal readonly record struct TaskAccumulable(long Id, long Update, long Value);
