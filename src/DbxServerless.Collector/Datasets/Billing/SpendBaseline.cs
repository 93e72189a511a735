using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Billing;

/// <summary>What a workspace spends now and what is normal for it, at list prices. Alerts look back two days at most, so the past is a column.</summary>
public sealed record SpendBaseline
{
    /// <summary>Workspace; null for usage of the account itself.</summary>
    [Field(FieldClass.Id)] public string? WorkspaceId { get; init; }

    /// <summary>The day that was today, UTC.</summary>
    public required DateTimeOffset Day { get; init; }

    /// <summary>List cost of today so far. Usage arrives up to two days late.</summary>
    public double? CostToday { get; init; }

    /// <summary>List cost of yesterday, as far as it has arrived.</summary>
    public double? CostYesterday { get; init; }

    /// <summary>List cost of the day before yesterday, which is complete.</summary>
    public double? CostDayBefore { get; init; }

    /// <summary>Databricks units of today so far.</summary>
    public double? DbusToday { get; init; }

    /// <summary>Databricks units of yesterday, as far as they have arrived.</summary>
    public double? DbusYesterday { get; init; }

    /// <summary>Databricks units of the day before yesterday, which is complete.</summary>
    public double? DbusDayBefore { get; init; }

    /// <summary>Days with usage among the 28 before the day before yesterday: what the normal is made of.</summary>
    public required long NormalDays { get; init; }

    /// <summary>Median list cost of those days.</summary>
    public double? MedianCost28Days { get; init; }

    /// <summary>Median Databricks units of those days.</summary>
    public double? MedianDbus28Days { get; init; }

    /// <summary>Mean list cost of a day since the first of those days, days without usage included.</summary>
    public double? MeanCost28Days { get; init; }

    /// <summary>List cost of this month so far, UTC.</summary>
    public double? MonthToDateCost { get; init; }

    /// <summary>List cost that the month will have: that of its complete days, and the mean for every other.</summary>
    public double? ForecastMonthCost { get; init; }

    /// <summary>List cost of the month before.</summary>
    public double? LastMonthCost { get; init; }

    /// <summary>Currency of the costs.</summary>
    [Field(FieldClass.Label)] public string? Currency { get; init; }
}
