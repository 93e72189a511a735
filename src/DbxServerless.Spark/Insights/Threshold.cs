namespace DbxServerless.Spark.Insights;

/// <summary>A number that decides whether a rule speaks. Users set it as <c>rule.name=value</c>.</summary>
/// <param name="Name">Lower case with hyphens, unique within its rule.</param>
/// <param name="Default">In the unit.</param>
/// <param name="Unit">One of <see cref="Insights.Unit"/>.</param>
/// <param name="Meaning">Half a sentence: what is compared with it.</param>
public sealed record Threshold(string Name, double Default, string Unit, string Meaning);
