using System.Text.RegularExpressions;

namespace DbxServerless.Simulator.Answers;

/// <summary>The name under which runs of the same work are the same, as the statements make it of job and run name.</summary>
internal static partial class LogicalName
{
    public static string Of(string? jobName, string? runName)
    {
        if (!string.IsNullOrEmpty(jobName))
            return jobName;
        var name = runName is null ? "" : Changing().Replace(runName, "").Trim(' ', '_', '.', ':', '-');
        return name.Length == 0 ? "unnamed" : name;
    }

    [GeneratedRegex(
        "[_. :-]*([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}" +
        "|[0-9]{4}-?[0-9]{2}-?[0-9]{2}([T _-]?[0-9]{2}[:.-]?[0-9]{2}([:.-]?[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?" +
        "|[0-9]{6,})")]
    private static partial Regex Changing();
}
