namespace DbxServerless.Simulator.History;

/// <summary>What is normal for a pipeline.</summary>
internal sealed record PipelinePlan(string Name, string Type, Rhythm Rhythm, double Minutes, string Trigger)
{
    public double FailureRate { get; init; } = 0.04;

    public bool IsServerless { get; init; } = true;

    /// <summary>Refreshed from the ground up once a week, which takes several times as long.</summary>
    public bool RebuiltWeekly { get; init; }

    /// <summary>Share of the days after which it is deleted.</summary>
    public double? DeletedAt { get; init; }

    /// <summary>Its name until it was renamed, a twentieth of the days after the beginning.</summary>
    public string? FormerName { get; init; }

    /// <summary>Whether the table of pipelines knows it; some were made before that table began.</summary>
    public bool IsListed { get; init; } = true;

    public static IEnumerable<PipelinePlan> For(bool busy)
    {
        yield return new PipelinePlan("bronze-to-silver", "ETL_PIPELINE", Rhythm.Every(60, 20), 14, "JOB_TASK") { IsServerless = false, RebuiltWeekly = true };
        if (!busy)
            yield break;
        yield return new PipelinePlan("revenue_by_day", "MATERIALIZED_VIEW", Rhythm.Every(30, 3), 2, "DBSQL_REQUEST") { FailureRate = 0.02 };
        yield return new PipelinePlan("clicks", "STREAMING_TABLE", Rhythm.Continuous(), 1500, "USER_ACTION") { FailureRate = 0.3 };
        yield return new PipelinePlan("salesforce", "INGESTION_PIPELINE", Rhythm.Every(240, 40), 25, "API_CALL") { FailureRate = 0.15, FormerName = "salesforce-trial" };
        yield return new PipelinePlan("legacy-silver", "ETL_PIPELINE", Rhythm.Daily(1, 30), 95, "USER_ACTION") { IsServerless = false, DeletedAt = 0.65 };
        yield return new PipelinePlan("before-the-table", "UNKNOWN", Rhythm.Daily(5, 10), 8, "USER_ACTION") { IsListed = false };
    }
}
