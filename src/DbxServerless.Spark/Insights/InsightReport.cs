using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights;

/// <summary>What all rules find in one application, worst first: by money, core-hours, severity.</summary>
public sealed class InsightReport
{
    private InsightReport(CoreTime time, InsightPrice? price, IEnumerable<Insight> found)
    {
        TotalCoreHours = time.CoreHours(time.TotalMs);
        UsedCoreHours = time.CoreHours(time.UsedMs);
        CoresPerNode = NodeCores(time);
        PricePerCoreHour = price?.OfCoreHour(CoresPerNode);
        PriceProblem = price?.Missing(CoresPerNode);
        Currency = PricePerCoreHour is null ? null : price!.Currency;
        Basis = PricePerCoreHour is null ? null : price!.Basis;
        Insights = Sort(Priced([.. found], time, PricePerCoreHour));
    }

    public IReadOnlyList<Insight> Insights { get; }

    /// <summary>Findings that were left off, by rule, because the rule had more than the settings allow.</summary>
    public IReadOnlyDictionary<string, int> Omitted { get; private init; } = new Dictionary<string, int>();

    /// <summary>Rules that broke off, and why. A defect of the rule, never of the log.</summary>
    public IReadOnlyDictionary<string, string> Broken { get; private init; } = new Dictionary<string, string>();

    /// <summary>Cores times the time the executors were there.</summary>
    public double TotalCoreHours { get; }

    /// <summary>What tasks took of it.</summary>
    public double UsedCoreHours { get; }

    /// <summary>The sum over the insights; never more than <see cref="TotalCoreHours"/>.</summary>
    public double WastedCoreHours => Insights.Sum(insight => insight.CoreHours ?? 0);

    public decimal? WastedAmount => PricePerCoreHour is null ? null : Insights.Sum(insight => insight.Amount ?? 0);

    public decimal? TotalAmount => PricePerCoreHour * (decimal)TotalCoreHours;

    public decimal? PricePerCoreHour { get; }

    /// <summary>The most cores that a host had in executors; null when the log does not tell.</summary>
    public double? CoresPerNode { get; }

    /// <summary>Why amounts lack a part or are not there, and the mend; null when nothing lacks or no price was given.</summary>
    public string? PriceProblem { get; }

    public string? Currency { get; }

    /// <summary><c>estimated</c>, <c>allocated</c> or <c>billed</c>; null without amounts.</summary>
    public string? Basis { get; }

    public static InsightReport Of(SparkApplication application, InsightSettings? settings = null, InsightPrice? price = null) =>
        Of(application, InsightRules.All, settings ?? InsightSettings.Default, price);

    internal static InsightReport Of(SparkApplication application, IEnumerable<InsightRule> rules, InsightSettings settings, InsightPrice? price)
    {
        var time = CoreTime.Of(application);
        List<Insight> found = [];
        Dictionary<string, int> omitted = new(StringComparer.Ordinal);
        Dictionary<string, string> broken = new(StringComparer.Ordinal);
        foreach (var rule in rules.Where(rule => settings.IsEnabled(rule.Info.Id)))
        {
            try
            {
                var all = rule.Inspect(application, settings.For(rule.Info.Id)).ToList();
                if (all.Count > settings.MaxFindingsPerRule)
                {
                    omitted[rule.Info.Id] = all.Count - settings.MaxFindingsPerRule;
                }

                all.Sort(static (one, other) => Worse(Claimed(one), Claimed(other)) is not 0 and var byClaim ? byClaim : Worse(one.Weight, other.Weight));
                found.AddRange(all.Take(settings.MaxFindingsPerRule).Select(finding => new Insight(rule.Info, finding)));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                broken[rule.Info.Id] = e.Message; // one rule's defect must not cost the others' findings
            }
        }

        return new InsightReport(time, price, found) { Omitted = omitted, Broken = broken };
    }

    private static IEnumerable<Insight> Priced(List<Insight> found, CoreTime time, decimal? pricePerCoreHour)
    {
        var claims = found.SelectMany(insight => insight.Finding.Waste).ToList();
        var granted = new WasteLedger(time.Buckets).Allocate(claims);
        var next = 0;
        foreach (var insight in found)
        {
            double? coreHours = null;
            for (var i = 0; i < insight.Finding.Waste.Count; i++)
            {
                coreHours = (coreHours ?? 0) + time.CoreHours(granted[next++]);
            }

            yield return insight with { CoreHours = coreHours, Amount = pricePerCoreHour * (decimal?)coreHours };
        }
    }

    private static List<Insight> Sort(IEnumerable<Insight> insights)
    {
        var sorted = insights.ToList();
        sorted.Sort(static (one, other) =>
            decimal.Compare(other.Amount ?? 0, one.Amount ?? 0) is not 0 and var byAmount ? byAmount
            : Worse(one.CoreHours ?? 0, other.CoreHours ?? 0) is not 0 and var byHours ? byHours
            : (int)other.Severity - (int)one.Severity is not 0 and var bySeverity ? bySeverity
            : Worse(one.Finding.Weight, other.Finding.Weight) is not 0 and var byWeight ? byWeight
            : string.CompareOrdinal(one.Rule.Id + one.Finding.Where, other.Rule.Id + other.Finding.Where));
        return sorted;
    }

    private static int Worse(double one, double other) => other.CompareTo(one);

    private static double Claimed(Finding finding)
    {
        double claimed = 0;
        foreach (var claim in finding.Waste)
        {
            claimed += claim.TaskMs;
        }

        return claimed;
    }

    /// <summary>Databricks runs one executor a node; elsewhere several can share a host.</summary>
    private static double? NodeCores(CoreTime time)
    {
        double most = 0;
        foreach (var host in time.Executors.Where(executor => executor.Executor.Host is not null).GroupBy(executor => executor.Executor.Host))
        {
            most = Math.Max(most, ExecutorLife.MostAtOnce(host));
        }

        return most > 0 ? most * time.CoresPerTask : null;
    }
}
