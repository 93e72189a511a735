using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>What a day's runs, pipelines and warehouses used, and what the account used besides.</summary>
internal sealed class UsageHistory(HistorySettings settings)
{
    private const decimal NodeDbusPerHour = 1.5m;

    public IEnumerable<Usage> Of(HistoryDay day) =>
        day.JobRuns.SelectMany(OfRun)
            .Concat(day.PipelineUpdates.SelectMany(OfUpdate))
            .Concat(day.WarehouseSessions.SelectMany(OfWarehouse))
            .Concat(day.ClusterSessions.Where(session => session.Cluster.Source == "UI").SelectMany(OfCluster))
            .Concat(OfAccount(day))
            .Select(Misbill);

    private IEnumerable<Usage> OfRun(JobRun run)
    {
        foreach (var attempt in run.Attempts.Where(attempt => attempt.End > attempt.Start))
        {
            if (attempt.Cluster is { } cluster)
            {
                foreach (var (start, end) in Hours(attempt.Start, attempt.End))
                {
                    yield return Job(run, Skus.Jobs, start, end, NodeDbusPerHour * (cluster.Workers + 1)) with
                    {
                        ClusterId = cluster.ClusterId,
                        NodeType = cluster.NodeType,
                    };
                }
            }
            else if (run.Compute == ComputeKind.Serverless)
            {
                foreach (var (start, end) in Hours(attempt.Start, attempt.End))
                {
                    // Several rows an hour: the workers of one run are billed apart.
                    yield return Job(run, Skus.JobsServerless, start, end, 3.2m) with { IsServerless = true };
                    yield return Job(run, Skus.JobsServerless, start, end, 0.7m, "driver") with { IsServerless = true };
                }
            }
        }
    }

    private Usage Job(JobRun run, string sku, DateTimeOffset start, DateTimeOffset end, decimal dbusPerHour, string part = "") =>
        Amount(run.WorkspaceId, sku, "JOBS", start, end, dbusPerHour, run.RunId, part) with
        {
            JobId = run.JobId,
            JobRunId = run.RunId,
            JobName = run.JobName,
            RunName = run.RunName,
            RunAs = "etl@contoso.example",
        };

    private IEnumerable<Usage> OfUpdate(PipelineUpdate update) => Hours(update.Start, update.End).Select(hour =>
        Amount(update.Pipeline.WorkspaceId, update.Pipeline.IsServerless ? Skus.JobsServerless : Skus.Pipelines, "DLT", hour.Start, hour.End, 5m, update.UpdateId) with
        {
            PipelineId = update.Pipeline.PipelineId,
            UpdateId = update.UpdateId,
            ClusterId = update.ClusterId,
            IsServerless = update.Pipeline.IsServerless,
        });

    private IEnumerable<Usage> OfWarehouse(WarehouseSession session) => Hours(session.Ready, session.End).Select(hour =>
        Amount(session.Warehouse.WorkspaceId, session.Warehouse.Type == "SERVERLESS" ? Skus.SqlServerless : Skus.SqlPro, "SQL", hour.Start, hour.End,
            session.Warehouse.Size == "2X_SMALL" ? 4m : 12m, session.Warehouse.WarehouseId) with
        {
            WarehouseId = session.Warehouse.WarehouseId,
            IsServerless = session.Warehouse.Type == "SERVERLESS",
        });

    private IEnumerable<Usage> OfCluster(ClusterSession session) => Hours(session.Start, session.End).Select(hour =>
        Amount(session.Cluster.WorkspaceId, Skus.AllPurpose, "ALL_PURPOSE", hour.Start, hour.End, NodeDbusPerHour * (session.Cluster.Workers + 1),
            session.Cluster.ClusterId) with
        {
            ClusterId = session.Cluster.ClusterId,
            NodeType = session.Cluster.NodeType,
            Tags = new Dictionary<string, string> { ["cost_center"] = "4711" },
        });

    private IEnumerable<Usage> OfAccount(HistoryDay day)
    {
        var random = SeededRandom.For(settings.Seed, "account usage", Text(day.Start));
        for (var hour = 0; hour < 24; hour++)
        {
            var start = day.Start.AddHours(hour);
            yield return Amount(null, Skus.Transfer, "NETWORKING", start, start.AddHours(1), (decimal)Math.Round(random.Between(0.2, 4), 6), "egress") with
            {
                Unit = "GB",
                UsageType = "NETWORK_BYTE",
            };
            yield return Amount(settings.WorkspaceId, Skus.Tokens, "MODEL_SERVING", start, start.AddHours(1), random.Next(1_000, 90_000), "tokens") with
            {
                Unit = "TOKEN",
                UsageType = "TOKEN",
                EndpointName = "chat-assistant",
                IsServerless = true,
            };
            if (hour is >= 8 and < 17)
            {
                yield return Amount(settings.WorkspaceId, Skus.Unpriced, "AGENT_BRICKS", start, start.AddHours(1), 0.4m, "agents") with { IsServerless = true };
            }
        }

        yield return Amount(settings.WorkspaceId, Skus.Storage, "DEFAULT_STORAGE", day.Start, day.Start.AddHours(1), 120m, "storage") with
        {
            Unit = "DSU",
            UsageType = "STORAGE_SPACE",
        };
    }

    private Usage Amount(
        string? workspaceId, string sku, string product, DateTimeOffset start, DateTimeOffset end, decimal perHour, string thing, string part = "")
    {
        var random = SeededRandom.For(settings.Seed, "amount", sku, thing, part, Text(start));
        var quantity = Math.Round(perHour * (decimal)(end - start).TotalHours * (decimal)random.Around(0.05), 9);
        return new Usage(workspaceId, SeededRandom.Guid(settings.Seed, "usage", workspaceId ?? "", sku, thing, part, Text(start)), sku, "DBU", "COMPUTE_TIME",
            product, start, end, quantity);
    }

    /// <summary>One in fifty is billed wrong at first.</summary>
    private Usage Misbill(Usage usage)
    {
        var random = SeededRandom.For(settings.Seed, "misbilled", usage.RecordId);
        return random.Chance(0.02)
            ? usage with { WronglyBilled = Math.Round(usage.Quantity * (decimal)random.Between(1.1, 2.5), 9), CorrectedAfterDays = random.Between(0.5, 9) }
            : usage;
    }

    /// <summary>A time cut at the full hours.</summary>
    private static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Hours(DateTimeOffset start, DateTimeOffset end)
    {
        while (start < end)
        {
            var next = new DateTimeOffset(start.Ticks - start.Ticks % TimeSpan.TicksPerHour, TimeSpan.Zero).AddHours(1);
            yield return (start, next < end ? next : end);
            start = next;
        }
    }

    private static string Text(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
