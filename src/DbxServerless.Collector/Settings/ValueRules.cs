using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NCrontab;

namespace DbxServerless.Collector.Settings;

/// <summary>Rules for single values: ranges as the options declare them, schedules, the currency, the hash key.</summary>
internal static partial class ValueRules
{
    /// <summary>A shorter key could be found by trying.</summary>
    private const int ShortestHashKey = 16;

    public static IEnumerable<string> Check(CollectorOptions options)
    {
        foreach (var problem in Ranges(options, name => name).Concat(options.Workspaces.SelectMany(workspace => Ranges(workspace, workspace.Setting))))
            yield return problem;
        foreach (var schedule in SettingsForm.SettingsOf(typeof(ScheduleOptions)).Values)
        {
            if (Schedule($"{nameof(options.Schedules)}__{schedule.Name}", (string?)schedule.GetValue(options.Schedules)) is { } problem)
                yield return problem;
        }

        foreach (var (job, seconds) in options.Jobs.SlaSecondsByJob)
        {
            if (!Job().IsMatch(job) || seconds < 1)
                yield return $"Jobs__SlaSecondsByJob__{job} is {seconds}; write a job id, or workspace id/job id, and seconds of at least 1.";
        }

        if (options.Billing.Currency is not { Length: 3 } currency || !currency.All(char.IsAsciiLetterUpper))
            yield return $"Billing__Currency is '{options.Billing.Currency}'; write a currency code of three capital letters, e.g. USD.";
        foreach (var (setting, prices) in PricesOf(options.Billing))
        {
            foreach (var (nodeType, price) in prices.Where(price => !NodeType().IsMatch(price.Key) || price.Value is not (>= 0 and <= 100_000)))
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"Billing__{setting}__{nodeType} is {price}; write a node type, e.g. Standard_D8ds_v5, and the price of its hour, from 0 to 100000.");
            }
        }

        if (options.Privacy is { UserNames: PersonalNames.Hash, HashKey: null or { Length: < ShortestHashKey } })
        {
            yield return $"Privacy__HashKey is missing or too short, which Privacy__UserNames=Hash needs; set it to {ShortestHashKey} or more random characters, and keep it: " +
                "with another key everybody is somebody else.";
        }
    }

    private static IEnumerable<(string Setting, IDictionary<string, double> Prices)> PricesOf(BillingOptions billing) =>
    [
        (nameof(billing.VmHourPrices), billing.VmHourPrices), (nameof(billing.SpotVmHourPrices), billing.SpotVmHourPrices),
        (nameof(billing.DbuHourPrices), billing.DbuHourPrices),
    ];

    private static IEnumerable<string> Ranges(object options, Func<string, string> nameOf)
    {
        foreach (var property in SettingsForm.SettingsOf(options.GetType()).Values)
        {
            var name = nameOf(property.Name);
            var value = property.GetValue(options);
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
                yield return string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; write a number from {range.Minimum} to {range.Maximum}.");
            if (value is null || property.PropertyType.Namespace != typeof(CollectorOptions).Namespace || property.PropertyType.IsEnum)
                continue;
            foreach (var problem in Ranges(value, below => $"{name}__{below}"))
                yield return problem;
        }
    }

    private static string? Schedule(string setting, string? expression)
    {
        var isSchedule = CrontabSchedule.TryParse(expression ?? "", new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is not null;
        return isSchedule
            ? null
            : $"{setting} is '{expression}', which is no schedule; write second minute hour day month weekday in UTC, e.g. '0 5 * * * *' for five past every hour.";
    }

    [GeneratedRegex(@"^\d+(?:/\d+)?$")]
    private static partial Regex Job();

    [GeneratedRegex("^[A-Za-z0-9_]+$")]
    private static partial Regex NodeType();
}
