using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Harvest;

/// <summary>What the steps work with: one workspace, its client and what is remembered of it.</summary>
internal sealed record HarvestWorkspace(
    Scope Scope, string WorkspaceId, WorkspaceClient Client, HarvestStore Store, HarvestOptions Options, BillingOptions Billing, TimeProvider Time, LeaseHolder Holder)
{
    public DateTimeOffset Now => Time.GetUtcNow();

    public TimeSpan Lag => TimeSpan.FromMinutes(Options.LagMinutes);

    public TimeSpan Wait => TimeSpan.FromMinutes(Options.WaitMinutes);
}
