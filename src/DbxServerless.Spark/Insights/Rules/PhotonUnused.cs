using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class PhotonUnused : InsightRule
{
    private static readonly Threshold Share = new("share", 20, Unit.Percent, "Photon's part of the run time of all tasks, below which its premium hardly pays");
    private static readonly Threshold MinSeconds = new("min-task-seconds", 600, Unit.Seconds, "run time of all tasks together");

    public override RuleInfo Info { get; } = new("photon-unused", "Photon is paid for and hardly used", Severity.Warning)
    {
        LooksAt = "Clusters with Photon: the part of the tasks' run time that Databricks counts as Photon's, over the whole run.",
        Thresholds = [Share, MinSeconds],
        Meaning = "A node with Photon uses more DBUs per hour. It pays when it makes the work that much faster; what runs in Spark's JVM is no faster.",
        Cost = "The difference of the DBU rates of the node type with and without Photon, for the whole run. The rates are not in the log, so no waste is estimated.",
        Mend = "Run the job with the standard engine (`runtime_engine: STANDARD`), or replace what keeps it out of Photon.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var run = application.Stages.Sum(Photon.RunMs);
        if (run < settings[MinSeconds] * 1000 || run == 0 || !Photon.IsOn(application))
        {
            yield break;
        }

        var share = application.Stages.Sum(Photon.Ms) / run;
        if (share * 100 >= settings[Share])
        {
            yield break;
        }

        yield return new Finding(
            Place.Application,
            "Set runtime_engine=STANDARD for this job's cluster: what it runs is mostly not Photon's (RDDs, typed Datasets, Python or Scala functions, formats that Photon does not read).",
            Evidence.Percent("Photon's part of the run time", share, settings[Share]),
            Evidence.Seconds("run time of all tasks", run, settings[MinSeconds]))
        {
            Title = $"Photon does {Format.Percent(share)} of the work",
        };
    }
}
