namespace DbxServerless.Simulator.History;

/// <summary>The jobs of a workspace: something of everything that the tables can show.</summary>
internal static class JobPlans
{
    private static readonly TaskPlan[] OneTask = [new("main", 1)];

    /// <param name="busy">Whether it is a workspace with everything, or only with a little.</param>
    /// <param name="copies">How many times the ordinary jobs are there.</param>
    public static IEnumerable<JobPlan> For(bool busy, int copies)
    {
        for (var copy = 0; copy < copies; copy++)
        {
            foreach (var plan in Ordinary())
                yield return copy == 0 ? plan : plan with { Name = $"{plan.Name}-{copy + 1}" };
        }

        if (!busy)
            yield break;
        foreach (var plan in Particular())
            yield return plan;
    }

    private static IEnumerable<JobPlan> Ordinary() =>
    [
        new("ingest-orders", Rhythm.Every(60, 5), 12, ComputeKind.JobCluster,
            new("extract", 0.4) { Retries = 2 }, new("load", 0.4, "extract") { Retries = 1 }, new("check", 0.2, "load"))
        {
            FailureRate = 0.04, Tags = Tags("orders", "high", slaSeconds: "900"),
        },
        new("clickstream-sessions", Rhythm.Every(30, 10), 4, ComputeKind.Serverless, OneTask) { Tags = Tags("web", "low", slaSeconds: "soon"), RepairRate = 0.1 },
        new("customer-360", Rhythm.Every(360, 45), 75, ComputeKind.Serverless,
            new("collect", 0.3), new("match", 0.5, "collect") { Retries = 1 }, new("publish", 0.2, "match"))
        {
            FailureRate = 0.05, Tags = Tags("crm", "high", slaSeconds: "5400"),
        },
        new("dbt-marts", Rhythm.Every(240, 20), 18, ComputeKind.Warehouse, new("seed", 0.1), new("run", 0.6, "seed"), new("test", 0.3, "run"))
        {
            FailureRate = 0.03, Tags = Tags("finance", "high"),
        },
        new("sales-daily", Rhythm.Daily(2), 140, ComputeKind.JobCluster,
            new("prepare", 0.2), new("per-region", 0.5, "prepare") { Iterations = 6 }, new("aggregate", 0.2, "per-region") { Retries = 1 },
            new("export", 0.1, "aggregate"), new("notify", 0.05, "aggregate"))
        {
            FailureRate = 0.06, RepairRate = 0.8, Workers = 4, Tags = Tags("sales", "high"),
        },
    ];

    private static IEnumerable<JobPlan> Particular() =>
    [
        new("ml-features", Rhythm.Daily(3, 30), 55, ComputeKind.AllPurpose, OneTask) { SingleTask = true, Tags = Tags("ml", "low") },
        new("ml-training", Rhythm.Daily(5), 400, ComputeKind.JobCluster, new("train", 0.9), new("evaluate", 0.1, "train"))
        {
            Spread = 0.25, Timeout = TimeSpan.FromHours(8), Workers = 3, Tags = Tags("ml", "low"), RepairRate = 0.3,
        },
        new("reports", Rhythm.Daily(6, 15), 35, ComputeKind.AllPurpose, new("notebooks", 0.8), new("mail", 0.2, "notebooks"))
        {
            Notebooks = 4, Tags = Tags("finance", "low"),
        },
        new("events-stream", Rhythm.Continuous(), 1700, ComputeKind.JobCluster, OneTask)
        {
            Trigger = "CONTINUOUS", Workers = 1, FailureRate = 0.2, RepairRate = 0, Tags = Tags("web", "high"),
        },
        new("invoices-arrived", Rhythm.AtRandom(14), 25, ComputeKind.Serverless, OneTask)
        {
            Trigger = "FILE_ARRIVAL", Spread = 0.6, CancelRate = 0.03, Tags = Tags("finance", "low"),
        },
        new("flaky-export", Rhythm.Every(120, 50), 9, ComputeKind.JobCluster, [new TaskPlan("export", 1) { Retries = 3 }])
        {
            FailureRate = 0.35, RepairRate = 0.2, Workers = 1,
        },
        new("stock-levels", Rhythm.Every(180, 25), 22, ComputeKind.Serverless, OneTask) { RenamedAt = 0.6 },
        new("loyalty-points", Rhythm.Every(480, 35), 15, ComputeKind.Serverless, OneTask) { RecreatedAt = 0.5 },
        new("old-migration", Rhythm.Daily(1, 10), 30, ComputeKind.JobCluster, OneTask) { DeletedAt = 0.7 },
        new("yearly-closing", Rhythm.Daily(0), 60, ComputeKind.JobCluster, OneTask) { Paused = true },
        new("adf-load-sap", Rhythm.Every(120, 15), 14, ComputeKind.JobCluster, OneTask)
        {
            SubmittedAs = "ADF_adf-prod_load_sap_Notebook1", Trigger = "ONETIME", FailureRate = 0.06, RepairRate = 0,
        },
        new("adf-load-crm", Rhythm.Every(360, 30), 80, ComputeKind.JobCluster, OneTask)
        {
            SubmittedAs = "ADF_adf-prod_load_crm_Transform", Trigger = "ONETIME", FailureRate = 0.04, RepairRate = 0,
        },
        new("airflow-scores", Rhythm.Daily(4, 40), 20, ComputeKind.Serverless, OneTask)
        {
            SubmittedAs = "airflow__scores", Trigger = "ONETIME", RepairRate = 0,
        },
    ];

    private static Dictionary<string, string> Tags(string team, string criticality, string? slaSeconds = null)
    {
        var tags = new Dictionary<string, string> { ["criticality"] = criticality, ["team"] = team };
        if (slaSeconds is not null)
            tags["sla_seconds"] = slaSeconds;
        return tags;
    }
}
