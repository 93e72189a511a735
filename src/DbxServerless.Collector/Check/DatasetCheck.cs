using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Check;

/// <summary>Whether one dataset of one scope can be collected.</summary>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Scope">What it is collected for.</param>
/// <param name="Outcome">Ok and Warning are assessed; Failed and Skipped are not.</param>
/// <param name="Finding">Why not, or why it shows nothing; empty when all is well.</param>
/// <param name="Mend">The exact grant or setting.</param>
public sealed record DatasetCheck(string Dataset, Scope Scope, CheckOutcome Outcome, string Finding = "", string Mend = "")
{
    public bool IsAssessed => Outcome is CheckOutcome.Ok or CheckOutcome.Warning;
}
