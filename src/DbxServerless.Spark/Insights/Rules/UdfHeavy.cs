using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class UdfHeavy : InsightRule
{
    private static readonly Threshold MinSeconds = new("min-task-seconds", 300, Unit.Seconds, "run time of the stages of a query that run such functions");
    private static readonly Threshold Share = new("share", 20, Unit.Percent, "run time of these stages, as part of the run's");

    public override RuleInfo Info { get; } = new("udf-heavy", "Much of the time is in stages that run Python or Scala functions", Severity.Warning)
    {
        LooksAt = "Operators that call user-defined functions: Python (row by row or Arrow), typed Dataset functions (map, mapPartitions, groups), and Scala UDFs in projections and filters; and the run time of their stages.",
        Thresholds = [MinSeconds, Share],
        Meaning = "Such functions are black boxes: rows are turned into objects, or sent to a Python process and back, nothing can be pushed through them, and Photon cannot run them.",
        Cost = "Where Spark tells the time of the Python workers, the waste is that time; otherwise it is not estimated.",
        Mend = "Use built-in functions (`pyspark.sql.functions`, higher-order functions, SQL), then pandas UDFs over Arrow instead of row-by-row Python, and DataFrame operations instead of typed map.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var whole = application.Totals.Tasks.Sum(TaskMetric.ExecutorRunTimeMs);
        foreach (var query in PlanOperators.Of(application).Where(IsUdf).GroupBy(node => node.Execution))
        {
            var stages = query.SelectMany(node => node.Stages()).Distinct().ToList();
            var run = stages.Sum(stage => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs));
            if (run < settings[MinSeconds] * 1000 || run * 100.0 < whole * settings[Share])
            {
                continue;
            }

            var worst = query.MaxBy(node => node.Stages().Sum(stage => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs)))!;
            yield return new Finding(
                worst.Place,
                Advice(worst),
                Evidence.Seconds("run time of stages with functions", run, settings[MinSeconds]),
                Evidence.Percent("of the run's", (double)run / Math.Max(1, whole), settings[Share]),
                new Evidence("such operators", query.Count(), Unit.Count),
                Evidence.OfText("operators", string.Join(", ", query.Select(node => node.Node.Name.Trim()).Distinct().Take(5))))
            {
                Title = $"{Format.Percent((double)run / Math.Max(1, whole))} of the run time is in stages that call {(worst.Kind == OperatorKind.PythonUdf ? "Python" : "Scala")} functions",
                Waste = query.SelectMany(PythonTime).ToList(),
                Weight = run,
            };
        }
    }

    private static bool IsUdf(PlanOperator node) => node.Kind is OperatorKind.PythonUdf or OperatorKind.ScalaUdf
        || (node.Kind is OperatorKind.Project or OperatorKind.Filter && node.Node.Detail.Contains("UDF(", StringComparison.Ordinal));

    private static IEnumerable<WasteClaim> PythonTime(PlanOperator node) =>
        node.FirstValue("time to run Python workers", "total time to run Python workers") is { } ms && node.Stages() is [var stage, ..]
            ? [WasteClaim.Of(WasteKind.Compute, stage, ms)]
            : [];

    private static string Advice(PlanOperator worst) => worst switch
    {
        { Kind: OperatorKind.PythonUdf } when worst.Node.Name.Contains("Batch", StringComparison.Ordinal) =>
            "Replace the Python function with built-in functions; if it must be Python, make it a pandas_udf (Arrow) or set spark.sql.execution.pythonUDF.arrow.enabled=true, which sends rows in batches.",
        { Kind: OperatorKind.PythonUdf } =>
            "Replace the Python function with built-in functions where they exist; filter and select before it so that fewer rows and columns go to Python, and raise spark.sql.execution.arrow.maxRecordsPerBatch=20000 if rows are small.",
        { Kind: OperatorKind.ScalaUdf } =>
            "Replace typed map, flatMap and mapPartitions on Datasets by DataFrame expressions, so that rows need not become objects and back.",
        _ => "Replace the Scala UDF by built-in functions (org.apache.spark.sql.functions), which Spark compiles and Photon can run.",
    };
}
