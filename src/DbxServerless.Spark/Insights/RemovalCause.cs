namespace DbxServerless.Spark.Insights;

/// <summary>Why an executor went.</summary>
internal enum RemovalCause
{
    /// <summary>It did not go, or it went as asked: idle, scaled down, end of the application.</summary>
    None,

    OutOfMemory,

    /// <summary>The cloud took the machine back, or it was drained.</summary>
    Reclaimed,

    /// <summary>It vanished: crash, network, time-out.</summary>
    Lost,
}
