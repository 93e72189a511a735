using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>Lets single statements happen.</summary>
internal sealed class QuerySimulation(int seed, string workspaceId)
{
    private static readonly string[] People = ["ana@contoso.example", "bo@contoso.example", "chloe@contoso.example", "dmitri@contoso.example"];
    private const string Robot = "5d7f3a52-0c1e-4f5b-9f50-2a1f6f1f7a01";

    private int _number;

    public Query Interactive(Warehouse warehouse, DateTimeOffset start, TimeSpan waited, SeededRandom random) =>
        Make(start, random.Pick(People), random, waited) with
        {
            WarehouseId = warehouse.WarehouseId,
            Client = random.Chance(0.7) ? "Databricks SQL Editor" : "PowerBI",
        };

    public Query Dashboard(Warehouse warehouse, DateTimeOffset start, int tile, SeededRandom random) =>
        Make(start, random.Pick(People), random, TimeSpan.Zero, queued: tile > 7) with
        {
            WarehouseId = warehouse.WarehouseId,
            Client = "Databricks SQL Dashboard",
            DashboardId = SeededRandom.Hex(seed, 16, "dashboard", workspaceId),
        };

    /// <param name="warehouse">Null for serverless compute.</param>
    public Query OfTask(Warehouse? warehouse, JobRun run, TaskRun task, DateTimeOffset start, SeededRandom random) =>
        Make(start, Robot, random, TimeSpan.Zero) with
        {
            WarehouseId = warehouse?.WarehouseId,
            Client = warehouse is null ? "Databricks Notebooks" : "dbt",
            Type = random.Pick(["MERGE", "INSERT", "CREATE"]),
            WrittenBytes = random.Next(1_000_000, 900_000_000),
            JobId = run.JobId,
            JobRunId = run.RunId,
            JobTaskRunId = task.RunId,
            FromCache = false,
        };

    public Query Serverless(DateTimeOffset start, SeededRandom random) => Make(start, random.Pick(People), random, TimeSpan.Zero) with
    {
        Client = "Databricks Notebooks",
    };

    private Query Make(DateTimeOffset start, string executedBy, SeededRandom random, TimeSpan waited, bool queued = false)
    {
        var cached = random.Chance(0.12);
        // Most take a second, few take minutes.
        var execution = cached ? random.Next(2, 30) : (long)(900 * Math.Exp(random.Between(-1.5, 1.5) + (random.Chance(0.04) ? random.Between(3, 6.5) : 0)));
        var status = random.Chance(0.03) ? "FAILED" : random.Chance(0.01) ? "CANCELED" : "FINISHED";
        var bytes = cached ? 0 : execution * random.Next(10_000, 400_000);
        var files = bytes / 30_000_000 + 1;
        return new Query(workspaceId, SeededRandom.Guid(seed, "query", workspaceId, (++_number).ToString(CultureInfo.InvariantCulture)), start, status, executedBy)
        {
            Type = "SELECT",
            Client = "",
            Text = "SELECT region, SUM(amount) FROM sales.orders GROUP BY region",
            Error = status == "FAILED" ? random.Pick(["[DIVIDE_BY_ZERO] Division by zero.", "[TABLE_OR_VIEW_NOT_FOUND] The table or view `sales`.`x` cannot be found."]) : null,
            WaitingForComputeMs = (long)waited.TotalMilliseconds,
            WaitingAtCapacityMs = queued ? random.Next(200, 9_000) : 0,
            CompilationMs = random.Next(20, 400),
            ExecutionMs = execution,
            FetchMs = random.Next(0, 800),
            TaskMs = cached ? 0 : execution * random.Next(2, 16),
            ReadBytes = bytes,
            ReadRows = bytes / 90,
            ReadFiles = cached ? 0 : files,
            PrunedFiles = cached ? 0 : files * random.Next(0, 6),
            ProducedRows = random.Next(0, 5_000),
            SpilledBytes = execution > 60_000 && random.Chance(0.5) ? bytes / 4 : 0,
            ShuffleBytes = cached ? 0 : bytes / 7,
            FromCache = cached,
        };
    }
}
