using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Collection.Outbox;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection;

/// <summary>What kept a pass from being complete.</summary>
internal sealed record Problem(CollectionResult Result, string Reason, string? Mend)
{
    public static Problem Of(Exception exception) => exception switch
    {
        DatabricksException { IsPermission: true } denied => new(CollectionResult.NotAssessed, denied.Reason, denied.Mend),
        DatabricksException failed => new(CollectionResult.Failed, failed.Reason, failed.Mend),
        OverBudgetException over => new(CollectionResult.OverBudget, over.Message, OverBudgetException.Mend),
        DeliveryException undelivered => new(CollectionResult.Failed, undelivered.Message, DeliveryException.Mend),
        _ => new(CollectionResult.Failed, exception.Message, null),
    };

    /// <summary>The one that is reported when there are several: what nobody expects before what a grant mends.</summary>
    public static Problem? Worst(IReadOnlyCollection<Problem> problems) => problems.OrderBy(problem => problem.Result switch
    {
        CollectionResult.Failed => 0,
        CollectionResult.OverBudget => 1,
        _ => 2,
    }).FirstOrDefault();
}
