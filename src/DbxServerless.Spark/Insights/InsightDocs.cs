using System.Globalization;
using System.Text;

namespace DbxServerless.Spark.Insights;

/// <summary>The reference of the insight rules, written from their descriptors.</summary>
public static class InsightDocs
{
    private const string Note = "<!-- Generated from the code: do not edit, run dotnet run --project src/DbxServerless.Standalone -- docs docs. -->";

    /// <summary>Paths below the folder of the documents, with <c>/</c>, and their contents.</summary>
    public static IReadOnlyList<(string Path, string Content)> Files() =>
        [("insights.md", Overview()), .. InsightRules.All.Select(rule => ($"insights/{rule.Info.Id}.md", Page(rule.Info)))];

    /// <summary>Writes what is missing or stale below the folder, and names it.</summary>
    public static IReadOnlyList<string> WriteAll(string folder)
    {
        List<string> changed = [];
        foreach (var (name, content) in Files())
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path) || File.ReadAllText(path) != content)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, content);
                changed.Add(name);
            }
        }

        return changed;
    }

    private static string Overview()
    {
        var text = new StringBuilder().Append($"""
            # Spark insights

            {Note}

            What is looked for in the event log of a Spark application, {InsightRules.All.Count} rules in all. Each has a page with its meaning and how to mend it.

            A threshold is set with `RULE.THRESHOLD=VALUE`, a rule is switched off with `RULE=off`.

            ## What a finding costs

            A run has core-time: the cores of its executors times the time they were there. It is divided into parts that do not overlap. Of what tasks took, per stage attempt:
            failed tasks, overhead (scheduling, deserialising, sending results), garbage collection, waiting for shuffle data, and computing. Of the rest:
            cores idle on an executor that works, executors idle while others work, and times without any task, in queries and between them.
            A finding claims part of these. Where findings claim the same time, the larger claim comes first and later ones get what is left, so that all findings together never exceed what the run had.
            Where the log does not allow an estimate, there is none (`coreHours` is null); there is no constant for it.

            Money is core-hours times the price of a core-hour. `--vm-price` is the price of one worker's machine for an hour, `--dbu-price` that of one DBU, and `--dbu-per-node-hour` tells how many DBUs
            a worker uses in an hour; the node type and Photon decide it. Machine and DBUs of a node are added and divided by its cores, which the log tells.
            A price that is not given is not assumed: DBUs without `--dbu-per-node-hour` are left out, and without any price the amount is null. The driver's node is not counted.
            Amounts are `estimated` until billing tells more.

            ## Rules

            | rule | severity | speaks when | thresholds |
            |---|---|---|---|

            """);
        foreach (var info in InsightRules.All.Select(rule => rule.Info))
        {
            var thresholds = string.Join("<br>", info.Thresholds.Select(threshold => $"`{threshold.Name}` {Value(threshold)}"));
            text.Append(CultureInfo.InvariantCulture, $"| [{info.Id}](insights/{info.Id}.md) | {InsightJson.Name(info.Severity)} | {info.Title} | {thresholds} |\n");
        }

        text.Append("\n## DataFlint's alerts\n\n| alert | rule |\n|---|---|\n");
        foreach (var (alert, id) in InsightRules.All.SelectMany(rule => rule.Info.DataFlintAlerts.Select(alert => (alert, rule.Info.Id))).OrderBy(pair => pair.alert, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {alert} | [{id}](insights/{id}.md) |\n");
        }

        return text.ToString();
    }

    private static string Page(RuleInfo info)
    {
        var text = new StringBuilder().Append($"""
            # {info.Title}

            {Note}

            Rule `{info.Id}`, {InsightJson.Name(info.Severity)}. [All rules](../insights.md)

            **Looks at.** {info.LooksAt}

            **Means.** {info.Meaning}

            **Costs.** {info.Cost}

            **Mend.** {info.Mend}

            | threshold | default | unit | compared with it |
            |---|---|---|---|

            """);
        foreach (var threshold in info.Thresholds)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{info.Id}.{threshold.Name}` | {threshold.Default.ToString("0.####", CultureInfo.InvariantCulture)} | {threshold.Unit} | {threshold.Meaning} |\n");
        }

        return text.ToString();
    }

    private static string Value(Threshold threshold) => threshold.Unit switch
    {
        Unit.Bytes => Format.Bytes(threshold.Default),
        Unit.Percent => $"{threshold.Default:0.##} %",
        Unit.Seconds => $"{threshold.Default:0.##} s",
        Unit.Ratio => $"{threshold.Default:0.##} times",
        Unit.Count => Format.Count(threshold.Default),
        _ when threshold.Default == 1 => $"1 {threshold.Unit.TrimEnd('s')}",
        _ => $"{Format.Count(threshold.Default)} {threshold.Unit}",
    };
}
