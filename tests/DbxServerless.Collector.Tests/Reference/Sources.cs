namespace DbxServerless.Collector.Tests.Reference;

/// <summary>The sources that the tests were built from.</summary>
internal static class Sources
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(params IEnumerable<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(string folder) => File.Exists(System.IO.Path.Combine(folder, "DbxServerless.sln"))
        ? folder
        : Find(Directory.GetParent(folder)?.FullName ?? throw new InvalidOperationException("These tests read files of the sources; run them there."));
}
