using System.Text.RegularExpressions;
using DbxServerless.Collector.Datasets;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection;

/// <summary>Counts failures by the endpoint that failed, as the dataset names it: without ids in its path.</summary>
internal static class EndpointErrors
{
    public static IReadOnlyDictionary<string, long> Count(DatasetInfo info, IEnumerable<DatabricksException> failures) => failures
        .Select(failure => failure.Endpoint is { } endpoint ? info.Endpoints.FirstOrDefault(template => IsOf(template, endpoint)) : null)
        .OfType<string>()
        .GroupBy(endpoint => endpoint)
        .ToDictionary(group => group.Key, group => group.LongCount());

    public static IReadOnlyDictionary<string, long> Add(IReadOnlyDictionary<string, long> totals, IReadOnlyDictionary<string, long> errors) => errors.Count == 0
        ? totals
        : totals.Keys.Union(errors.Keys).ToDictionary(key => key, key => totals.GetValueOrDefault(key) + errors.GetValueOrDefault(key));

    // GET /api/2.0/pipelines/{id}/events
    private static bool IsOf(string template, string endpoint) =>
        Regex.IsMatch(endpoint, $"^{Regex.Replace(Regex.Escape(template), @"\\\{[^}]*}", "[^/]+")}$", RegexOptions.CultureInvariant);
}
