namespace DbxServerless.Simulator.History;

/// <summary>What can be bought, and for how much.</summary>
internal static class Skus
{
    public const string Cloud = "AZURE";
    public const string Jobs = "PREMIUM_JOBS_COMPUTE";
    public const string JobsServerless = "PREMIUM_JOBS_SERVERLESS_COMPUTE_EU_WEST";
    public const string AllPurpose = "PREMIUM_ALL_PURPOSE_COMPUTE";
    public const string SqlPro = "PREMIUM_SQL_PRO_COMPUTE_EU_WEST";
    public const string SqlServerless = "PREMIUM_SERVERLESS_SQL_COMPUTE_EU_WEST";
    public const string Pipelines = "PREMIUM_DLT_ADVANCED_COMPUTE";
    public const string Storage = "PREMIUM_DATABRICKS_STORAGE_EU_WEST";
    public const string Transfer = "PREMIUM_INTERNET_EGRESS_EU_WEST";
    public const string Tokens = "PREMIUM_FOUNDATION_MODEL_TOKENS_EU_WEST";

    /// <summary>A preview without a price.</summary>
    public const string Unpriced = "PREMIUM_AGENT_PREVIEW_EU_WEST";

    private static readonly (string Sku, string Unit, decimal Price)[] Catalog =
    [
        (Jobs, "DBU", 0.30m), (JobsServerless, "DBU", 0.45m), (AllPurpose, "DBU", 0.55m), (SqlPro, "DBU", 0.72m), (SqlServerless, "DBU", 0.91m),
        (Pipelines, "DBU", 0.54m), (Storage, "DSU", 0.026m), (Transfer, "GB", 0.087m), (Tokens, "TOKEN", 0.0000005m),
    ];

    /// <summary>All periods: some changed long ago, one within the days, one stays at the old price, one is announced, one is promoted; in two currencies.</summary>
    public static IEnumerable<PricePeriod> Prices(HistorySettings settings)
    {
        var longAgo = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var (sku, unit, price) in Catalog)
        {
            (DateTimeOffset From, decimal Price, decimal? Promotional)[] steps = sku switch
            {
                Jobs => [(longAgo, price, null), (Midnight(settings.At(0.6)), price + 0.02m, null)],
                SqlServerless => [(longAgo, price - 0.03m, null), (Midnight(settings.Start.AddDays(-30)), price, null), (Midnight(settings.At(0.8)), price, null)],
                JobsServerless => [(longAgo, price, null), (Midnight(settings.At(0.4)), price, price * 0.5m), (Midnight(settings.At(0.9)), price, null)],
                AllPurpose => [(longAgo, price, null), (Midnight(settings.Start.AddDays(settings.Days + 60)), price + 0.05m, null)],
                _ => [(longAgo, price, null)],
            };
            foreach (var (currency, rate) in new[] { ("USD", 1m), ("EUR", 0.92m) })
            {
                for (var step = 0; step < steps.Length; step++)
                {
                    var (from, amount, promotional) = steps[step];
                    yield return new PricePeriod(sku, unit, currency, from, step + 1 < steps.Length ? steps[step + 1].From : null,
                        step == 0 ? longAgo : from.AddDays(-80), amount * rate, promotional * rate);
                }
            }
        }
    }

    private static DateTimeOffset Midnight(DateTimeOffset instant) => new(instant.UtcDateTime.Date, TimeSpan.Zero);
}
