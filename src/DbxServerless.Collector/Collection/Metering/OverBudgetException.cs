using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Collection.Metering;

/// <summary>The day's ceiling of warehouse seconds is reached; nothing was sent.</summary>
internal sealed class OverBudgetException(Scope scope, double used, int ceiling)
    : Exception($"SQL for {scope} took {used:0} seconds today, and the ceiling is {ceiling}.")
{
    public const string Mend = "Collection goes on after midnight UTC. To allow more, raise Limits__WarehouseSecondsPerDay, or collect less often.";
}
