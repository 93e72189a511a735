namespace DbxServerless.Spark.Tests.EventLog;

/// <summary>
/// Real logs with independently computed totals, next to the repository (or where DBXSERVERLESS_EVENTLOGS says).
/// They are too large to be kept in it; where they are absent, the tests rely on generated logs and say so.
/// </summary>
internal static class RealLogs
{
    private const string Variable = "DBXSERVERLESS_EVENTLOGS";
    private const string ExpectedSuffix = ".expected.json";

    public static string? Folder { get; } = Find();

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

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"{Variable} names '{named}', which does not exist.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DbxServerless.sln")))
            {
                var beside = Path.Combine(folder.Parent?.FullName ?? "/", "shared", "eventlogs");
                return Directory.Exists(beside) ? beside : null;
            }
        }

        return null;
    }
}
