namespace DbxServerless.Collector.Datasets.Billing;

/// <summary>How usage (<c>u</c>) meets its list price (<c>p</c>) in SQL: by SKU, cloud, unit, currency and the time of use.</summary>
internal static class PricedUsage
{
    /// <summary>Join condition. The end of the usage decides, as in Databricks' own queries.</summary>
    public const string Join =
        """
        u.sku_name = p.sku_name AND u.cloud = p.cloud AND u.usage_unit = p.usage_unit AND p.currency_code = :price_currency
            AND u.usage_end_time >= p.price_start_time AND (p.price_end_time IS NULL OR u.usage_end_time < p.price_end_time)
        """;

    /// <summary>
    /// Cost of one usage row, null without a price. Databricks cuts a product of two DECIMAL(38, 18) to six decimals; these widths keep twenty.
    /// </summary>
    public const string Cost =
        "CAST(u.usage_quantity AS DECIMAL(20, 10)) * CAST(p.pricing.effective_list.`default` AS DECIMAL(16, 10))";
}
