using System.Text.RegularExpressions;
using DbxServerless.Databricks;
using Microsoft.Extensions.Configuration;

namespace DbxServerless.Collector.Settings;

/// <summary>Reads <see cref="CollectorOptions"/> from configuration.</summary>
public static partial class SettingsReader
{
    private const string WorkspacesSection = nameof(CollectorOptions.Workspaces);
    private const string TablesSection = nameof(CollectorOptions.SystemTables);

    /// <summary>
    /// Reads all settings. Never throws for a wrong one: what is wrong is kept with the options and reported by
    /// <see cref="CollectorOptionsValidator"/>, all of it at once.
    /// </summary>
    public static CollectorOptions Read(IConfiguration configuration)
    {
        var options = new CollectorOptions();
        Read(configuration, options);
        return options;
    }

    internal static void Read(IConfiguration configuration, CollectorOptions options)
    {
        var form = new SettingsForm();
        var known = SettingsForm.SettingsOf(typeof(CollectorOptions));
        foreach (var section in configuration.GetChildren())
        {
            if (section.Key.Equals(TablesSection, StringComparison.OrdinalIgnoreCase))
                ReadSystemTables(section, options);
            else if (known.TryGetValue(section.Key, out var setting))
                form.Check(section, setting.PropertyType);
            else if (section.GetChildren().Any() && Spelling.Nearest(section.Key, known.Keys) is { } meant)
                options.ReadingProblems.Add($"{section.Key}__… is not a group of settings; did you mean {meant}__…?");
        }

        foreach (var problem in form.Problems)
            options.ReadingProblems.Add(problem);
        var usable = form.Usable(configuration.GetChildren()
            .Where(section => known.ContainsKey(section.Key) && !section.Key.Equals(TablesSection, StringComparison.OrdinalIgnoreCase)));
        usable.Bind(options);
        NameWorkspaces(usable, options);
        DatabricksVariables.Read(configuration, options);
        foreach (var workspace in options.Workspaces.Where(workspace => string.IsNullOrWhiteSpace(workspace.WorkspaceId)))
            workspace.WorkspaceId = IdIn(workspace.Host);
    }

    /// <summary>The workspace id that hosts of Azure workspaces carry, or null.</summary>
    internal static string? IdIn(string host) =>
        WorkspaceHost.TryParse(host, out var address, out _) && AzureHost().Match(address.Host) is { Success: true } match ? match.Groups[1].Value : null;

    // The numbers in the settings' names need not begin at 0 nor be without gaps.
    private static void NameWorkspaces(IConfiguration configuration, CollectorOptions options)
    {
        foreach (var (section, workspace) in configuration.GetSection(WorkspacesSection).GetChildren().Zip(options.Workspaces))
            workspace.SettingPrefix = SettingsForm.NameOf(section.Path) + "__";
    }

    // Names of environment variables can have no dots everywhere: SystemTables__lakeflow__jobs means system.lakeflow.jobs as well.
    private static void ReadSystemTables(IConfigurationSection section, CollectorOptions options)
    {
        foreach (var leaf in section.AsEnumerable(makePathsRelative: true).Where(pair => !string.IsNullOrEmpty(pair.Value)))
        {
            var table = leaf.Key.Replace(':', '.').ToLowerInvariant();
            options.SystemTables[table.StartsWith("system.", StringComparison.Ordinal) ? table : $"system.{table}"] = leaf.Value!;
        }
    }

    [GeneratedRegex(@"^adb-(\d+)\.\d+\.azuredatabricks\.net$", RegexOptions.IgnoreCase)]
    private static partial Regex AzureHost();
}
