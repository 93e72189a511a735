using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>
/// <c>system.billing.usage</c>: what was used, hours later. What was billed wrong is taken back by a RETRACTION and given anew by a
/// RESTATEMENT, days later, under the old date.
/// </summary>
public sealed class UsageTable(TableSource source) : SystemTable<UsageRow>(source)
{
    public override string Name => "billing.usage";

    protected override IEnumerable<Shown<UsageRow>> Of(HistoryDay day)
    {
        foreach (var usage in day.Usage)
        {
            var shown = usage.End + Delay(Source.Options.Billing, usage.RecordId);
            var wrong = usage.WronglyBilled ?? usage.Quantity;
            yield return Show(usage, usage.RecordId, "ORIGINAL", wrong, shown);
            if (usage.WronglyBilled is null)
                continue;
            var corrected = Source.Options.CorrectAtOnce ? shown : shown.AddDays(usage.CorrectedAfterDays);
            yield return Show(usage, $"{usage.RecordId[..^1]}r", "RETRACTION", -wrong, corrected);
            yield return Show(usage, $"{usage.RecordId[..^1]}s", "RESTATEMENT", usage.Quantity, corrected);
        }
    }

    private Shown<UsageRow> Show(Usage usage, string recordId, string recordType, decimal quantity, DateTimeOffset at)
    {
        var row = new UsageRow
        {
            AccountId = Source.History.AccountId,
            WorkspaceId = usage.WorkspaceId,
            RecordId = recordId,
            SkuName = usage.SkuName,
            Cloud = Skus.Cloud,
            UsageStartTime = usage.Start,
            UsageEndTime = usage.End,
            UsageDate = DateOnly.FromDateTime(usage.Start.UtcDateTime),
            CustomTags = usage.Tags,
            UsageUnit = usage.Unit,
            UsageQuantity = quantity,
            UsageMetadata = Metadata(usage),
            IdentityMetadata = new IdentityMetadata(usage.RunAs, null, usage.WarehouseId is null ? null : "platform@contoso.example", null),
            RecordType = recordType,
            IngestionDate = DateOnly.FromDateTime(at.UtcDateTime),
            BillingOriginProduct = usage.Product,
            ProductFeatures = new ProductFeatures(usage.Product == "JOBS" && !usage.IsServerless ? "CLASSIC" : null,
                usage.Product == "SQL" ? "PRO" : null, usage.Product == "DLT" ? "ADVANCED" : null, usage.IsServerless, true, null, null),
            UsageType = usage.UsageType,
        };
        return new Shown<UsageRow>(row, at);
    }

    private static UsageMetadata Metadata(Usage usage) => new()
    {
        ClusterId = usage.ClusterId,
        JobId = usage.JobId,
        WarehouseId = usage.WarehouseId,
        NodeType = usage.NodeType,
        JobRunId = usage.JobRunId,
        DltPipelineId = usage.PipelineId,
        EndpointName = usage.EndpointName,
        DltUpdateId = usage.UpdateId,
        RunName = usage.RunName,
        JobName = usage.JobName,
    };
}
