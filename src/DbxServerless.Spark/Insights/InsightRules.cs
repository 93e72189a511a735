namespace DbxServerless.Spark.Insights;

/// <summary>Every rule there is.</summary>
public static class InsightRules
{
    private static readonly Dictionary<string, InsightRule> ById = Discover(typeof(InsightRule).Assembly.GetTypes());

    /// <summary>Sorted by id.</summary>
    public static IReadOnlyList<InsightRule> All { get; } = ById.Values.OrderBy(rule => rule.Info.Id, StringComparer.Ordinal).ToList();

    public static InsightRule? Find(string id) => ById.GetValueOrDefault(id);

    internal static Dictionary<string, InsightRule> Discover(IEnumerable<Type> types)
    {
        var rules = new Dictionary<string, InsightRule>(StringComparer.Ordinal);
        foreach (var type in types.Where(type => type.IsSubclassOf(typeof(InsightRule)) && !type.IsAbstract))
        {
            var rule = (InsightRule)Activator.CreateInstance(type)!;
            if (!rules.TryAdd(rule.Info.Id, rule))
            {
                throw new InvalidOperationException($"Two insight rules have the id '{rule.Info.Id}': {rules[rule.Info.Id].GetType().Name} and {type.Name}.");
            }
        }

        return rules;
    }
}
