namespace DbxServerless.Collector.Collection.Metering;

/// <summary>What a scope has used on one day.</summary>
internal sealed record BudgetDay(DateOnly Day, double Seconds);
