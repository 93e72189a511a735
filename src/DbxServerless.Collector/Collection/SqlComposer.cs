using System.Globalization;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection;

/// <summary>Makes a dataset's text into a statement: leading comment, configured views, and the parameters that the text uses.</summary>
internal static class SqlComposer
{
    public static SqlStatement Compose(CollectionContext context, string statementName, string sql)
    {
        var text = SqlStatementName.Prefix(context.Dataset.Name, statementName) + MapTables(sql, context.Options.SystemTables);
        return new SqlStatement(text, [.. Parameters(context).Where(parameter => Uses(sql, parameter.Name))]);
    }

    // Longest name first, so that a mapped table wins over its mapped schema.
    public static string MapTables(string sql, IDictionary<string, string> tables) => tables
        .OrderByDescending(mapping => mapping.Key.Length)
        .Aggregate(sql, (text, mapping) => text.Replace(mapping.Key, mapping.Value, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<SqlParameter> Parameters(CollectionContext context)
    {
        var options = context.Options;
        yield return SqlParameter.Timestamp(SqlParameters.AsOf, context.AsOf);
        yield return SqlParameter.Timestamp(SqlParameters.ChangedFrom, context.ChangedFrom);
        yield return SqlParameter.Text(SqlParameters.WorkspaceIds, WorkspaceIds(context));
        yield return SqlParameter.Int64(SqlParameters.SlaSeconds, options.Jobs.SlaSeconds);
        yield return SqlParameter.Text(SqlParameters.SlaTag, options.Jobs.SlaTag);
        yield return SqlParameter.Text(SqlParameters.SlaJobs, SlaJobs(options.Jobs));
        yield return SqlParameter.Text(SqlParameters.PriceCurrency, options.Billing.Currency);
        yield return SqlParameter.Text(SqlParameters.VmPrices, Prices(options.Billing.VmHourPrices));
        yield return SqlParameter.Text(SqlParameters.SpotVmPrices, Prices(options.Billing.SpotVmHourPrices));
        yield return SqlParameter.Int64(SqlParameters.SlowQueryMs, options.Queries.SlowSeconds * 1000L);
        yield return SqlParameter.Int64(SqlParameters.CostlyTaskMs, options.Queries.CostlyTaskSeconds * 1000L);
        yield return SqlParameter.Timestamp(SqlParameters.BillingSince, context.AsOf.AddHours(-options.Sliding.BillingHours));
        yield return SqlParameter.Timestamp(SqlParameters.JobsSince, context.AsOf.AddHours(-options.Sliding.JobsHours));
        yield return SqlParameter.Timestamp(SqlParameters.PipelinesSince, context.AsOf.AddHours(-options.Sliding.PipelinesHours));
        yield return SqlParameter.Timestamp(SqlParameters.QueriesSince, context.AsOf.AddHours(-options.Sliding.QueriesHours));
    }

    private static string? SlaJobs(JobOptions jobs) => Pairs(jobs.SlaSecondsByJob, job => job, seconds => $"{seconds}");

    private static string? Prices(IDictionary<string, double> prices) =>
        Pairs(prices, nodeType => nodeType.ToLowerInvariant(), price => ((decimal)price).ToString("0.##########", CultureInfo.InvariantCulture));

    private static string? Pairs<T>(IDictionary<string, T> values, Func<string, string> key, Func<T, string> text) => values.Count == 0
        ? null
        : $",{string.Join(',', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{key(pair.Key)}={text(pair.Value)}"))},";

    private static string? WorkspaceIds(CollectionContext context) => !context.Options.OnlyConfiguredWorkspaces
        ? null
        : string.Join(',', context.Options.Workspaces.Select(workspace => workspace.WorkspaceId).Where(id => id is not null));

    private static bool Uses(string sql, string parameter)
    {
        for (var at = sql.IndexOf($":{parameter}", StringComparison.Ordinal); at >= 0; at = sql.IndexOf($":{parameter}", at + 1, StringComparison.Ordinal))
        {
            var end = at + parameter.Length + 1;
            if (end >= sql.Length || !(char.IsAsciiLetterOrDigit(sql[end]) || sql[end] == '_'))
                return true;
        }

        return false;
    }
}
