using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights;

/// <summary>
/// One thing that can be wrong with a Spark application. A rule is a file: found by scanning, made without arguments,
/// without state, and a pure function of the application and its settings.
/// </summary>
public abstract class InsightRule
{
    public abstract RuleInfo Info { get; }

    public abstract IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings);
}
