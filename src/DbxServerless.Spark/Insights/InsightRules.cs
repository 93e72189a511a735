namespace DbxServerless.Spark.Insights;

/// <summary>Every rule there is: the build lists what is in the folder <c>Rules</c>.</summary>
public static partial class InsightRules
{
    private static readonly Dictionary<string, InsightRule> ById = Index(NewRules());

    /// <summary>Sorted by id.</summary>
    public static IReadOnlyList<InsightRule> All { get; } = ById.Values.OrderBy(rule => rule.Info.Id, StringComparer.Ordinal).ToList();

    public static InsightRule? Find(string id) => ById.GetValueOrDefault(id);

    internal static Dictionary<string, InsightRule> Index(InsightRule[] rules)
    {
        var byId = new Dictionary<string, InsightRule>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!byId.TryAdd(rule.Info.Id, rule))
            {
                throw new InvalidOperationException($"Two insight rules have the id '{rule.Info.Id}': {byId[rule.Info.Id].GetType().Name} and {rule.GetType().Name}.");
            }
        }

        return byId;
    }
}
