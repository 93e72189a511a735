namespace DbxServerless.Spark.Tests.EventLog;

/// <summary>Real logs with independently computed totals, where there are any.</summary>
internal static class RealLogs
{
    private const string ExpectedSuffix = ".expected.json";

    public static string? Folder => RealLogFolder.Path;

    /// <summary>Log paths by name; empty when the folder is absent.</summary>
    public static IReadOnlyDictionary<string, string> Paths { get; } = Folder is null
        ? new Dictionary<string, string>()
        : Directory.GetFiles(Folder, "*" + ExpectedSuffix)
            .Select(file => Path.GetFileName(file)[..^ExpectedSuffix.Length])
            .ToDictionary(name => name, LogPath);

    public static string ExpectedPath(string name) => Path.Combine(Folder!, name + ExpectedSuffix);

    private static string LogPath(string name)
    {
        var folder = Path.Combine(Folder!, name);
        return Directory.Exists(folder) ? folder : folder + ".eventlog.gz";
    }
}
