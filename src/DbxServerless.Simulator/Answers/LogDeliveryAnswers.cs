namespace DbxServerless.Simulator.Answers;

/// <summary>Answers what classic compute cost, for the report of log delivery.</summary>
internal sealed class LogDeliveryAnswers : DatasetAnswers
{
    public override string Dataset => "log_delivery";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>> { ["spend"] = Spend };

    private static Result Spend(Reading reading)
    {
        var first = DateOnly.FromDateTime(reading.ChangedFrom.UtcDateTime);
        var prices = new PriceList(reading.ListPrices, reading.Text("price_currency"));
        return Result.Of(
            from use in reading.Usage
            where use.UsageDate >= first && use.UsageMetadata.ClusterId is not null && reading.IsWanted(use.WorkspaceId)
            group use by (use.WorkspaceId, use.UsageMetadata.ClusterId, use.UsageMetadata.JobId) into uses
            select new Row(
                uses.Key.WorkspaceId, uses.Key.ClusterId, uses.Key.JobId, uses.Select(use => use.UsageMetadata.JobName).MaxText(), uses.Select(prices.Cost).SumOrNull()));
    }

    private sealed record Row(string? WorkspaceId, string? ClusterId, string? JobId, string? JobName, decimal? ListCost);
}
