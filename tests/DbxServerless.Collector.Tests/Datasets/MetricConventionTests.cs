using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Tests.Datasets;

public sealed class MetricConventionTests
{
    private static readonly string[] BaseUnits = ["_seconds", "_bytes", "_ratio"];

    public static TheoryData<string> FamilyNames => DatasetCases.FamilyNames;

    [Fact]
    public void No_two_families_have_one_name_also_in_OpenMetrics()
    {
        // In OpenMetrics a family owns its name with all suffixes that its samples have.
        var names = DatasetCases.Families.SelectMany(family => family.Type switch
        {
            MetricType.Counter => [MetadataWriter.OpenMetricsName(family.Name, family.Type), family.Name],
            MetricType.Histogram => [family.Name, $"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count"],
            _ => (string[])[family.Name],
        });

        names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void Names_types_and_units_follow_Prometheus(string name)
    {
        var family = DatasetCases.Family(name);
        var isMandated = DatasetCases.Mandated.ContainsKey(name);

        name.ShouldMatch("^(databricks|dbxserverless)(_[a-z0-9]+)+$");
        if (name.EndsWith("_total", StringComparison.Ordinal))
            family.Type.ShouldBeOneOf(isMandated ? [MetricType.Untyped, MetricType.Counter] : [MetricType.Counter]); // A mandated window is untyped.
        if (family.Type == MetricType.Counter)
            name.ShouldEndWith("_total");
        if (family.Type == MetricType.Untyped)
            isMandated.ShouldBeTrue("Only names that come from outside are untyped.");
        if (family.Type == MetricType.Histogram)
            BaseUnits.ShouldContain(unit => name.EndsWith(unit, StringComparison.Ordinal), "A histogram's name ends in its base unit.");
        if (isMandated)
            return;
        name.Split('_').Intersect(["ms", "milliseconds", "minutes", "hours", "days", "kilobytes", "mb", "gb", "percent"]).ShouldBeEmpty("Base units are seconds, bytes and ratios.");
        new[] { "_count", "_sum", "_bucket" }.ShouldNotContain(suffix => name.EndsWith(suffix, StringComparison.Ordinal), "The suffix is a histogram's own.");
    }

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void Help_is_a_sentence(string name) => DatasetCases.Family(name).Help.ShouldMatch("^[A-Z0-9].*\\.$");

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void Labels_are_snake_case_and_none_is_reserved(string name)
    {
        var family = DatasetCases.Family(name);

        family.Labels.ShouldAllBe(label => System.Text.RegularExpressions.Regex.IsMatch(label, "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"));
        family.Labels.ShouldBeUnique();
        family.Labels.ShouldNotContain("le");
        if (family.Labels.Contains("quantile"))
            family.Type.ShouldBe(MetricType.Untyped, "Of typed families only summaries may have quantiles.");
    }

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void Histograms_have_rising_buckets_and_others_none(string name)
    {
        var family = DatasetCases.Family(name);

        (family.Buckets.Count > 0).ShouldBe(family.Type == MetricType.Histogram);
        family.Buckets.ShouldBe(family.Buckets.Order().Distinct());
        family.Buckets.ShouldAllBe(bound => double.IsFinite(bound));
        family.SeriesBudget.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Every_mandated_name_is_there_with_its_labels_and_on_its_page()
    {
        foreach (var (name, labels) in DatasetCases.Mandated)
        {
            var family = DatasetCases.Families.FirstOrDefault(family => family.Name == name).ShouldNotBeNull($"{name} is mandated, but no dataset measures it.");
            labels.Except(family.Labels).ShouldBeEmpty(name);
            family.Names.ShouldBe(name.EndsWith("_sliding", StringComparison.Ordinal) ? MetricNames.Sliding : MetricNames.Product, name);
        }
    }
}
