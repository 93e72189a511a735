namespace DbxServerless.Testing.EventLogs;

/// <summary>
/// The folder of real event logs: <c>shared/eventlogs</c> beside the repository, or where the environment variable DBXSERVERLESS_EVENTLOGS says.
/// They are too large to be kept in the repository; where they are absent, tests rely on generated logs and say so.
/// </summary>
public static class RealLogFolder
{
    public const string Variable = "DBXSERVERLESS_EVENTLOGS";

    /// <summary>Null when there is none.</summary>
    /// <exception cref="DirectoryNotFoundException">The variable names a folder that does not exist.</exception>
    public static string? Path { get; } = Find();

    /// <summary>Which logs a test uses.</summary>
    public static string Told => Path is null
        ? $"There are no real event logs in shared/eventlogs beside the repository, and {Variable} names none: generated logs are used."
        : $"Real event logs are in {Path}.";

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"{Variable} names '{named}', which does not exist.");
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "DbxServerless.sln")))
            folder = folder.Parent;
        var beside = System.IO.Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "eventlogs");
        return Directory.Exists(beside) ? beside : null;
    }
}
