using System.Runtime.CompilerServices;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Plans;

/// <summary>The operators of plans, each exchange once.</summary>
internal static class PlanOperators
{
    private static readonly ConditionalWeakTable<SqlExecution, PlanOperator[]> Known = [];

    public static IEnumerable<PlanOperator> Of(SparkApplication application) => application.SqlExecutions.SelectMany(Of);

    /// <summary>
    /// Parents before children. What is below an exchange that is used again is not in the list a second time,
    /// but can be reached from its parents.
    /// </summary>
    public static IReadOnlyList<PlanOperator> Of(SqlExecution execution) => Known.GetValue(execution, static known => Build(known));

    private static PlanOperator[] Build(SqlExecution execution)
    {
        if (execution.Plan is null)
        {
            return [];
        }

        var all = new List<PlanOperator>();
        var open = new Stack<Pending>();
        open.Push(new Pending(execution.Plan, null, false));
        while (open.TryPop(out var next))
        {
            var made = new PlanOperator(execution, next.Node, next.Parent);
            if (!next.IsRepeated)
            {
                all.Add(made);
            }

            for (var i = next.Node.Children.Count - 1; i >= 0; i--)
            {
                open.Push(new Pending(next.Node.Children[i], made, next.IsRepeated || made.Kind == OperatorKind.ReusedExchange));
            }
        }

        return [.. all];
    }

    private sealed record Pending(PlanNode Node, PlanOperator? Parent, bool IsRepeated);
}
