using System.IO.Compression;

namespace DbxServerless.Simulator.Logs;

/// <summary>Real event logs to serve as those of simulated runs.</summary>
internal static class RealLogs
{
    /// <summary>The lines of each log of the folder.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Read(LogOptions options) => options.Folder is null ? [] :
    [
        .. Directory.EnumerateFiles(options.Folder, "*.eventlog.gz").Where(file => new FileInfo(file).Length <= options.LargestFile).Order(StringComparer.Ordinal).Select(Lines),
    ];

    private static IReadOnlyList<string> Lines(string file)
    {
        using var content = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            gzip.CopyTo(content);
        }
        catch (InvalidDataException)
        {
            // One that is cut off is served as far as it goes.
        }

        return System.Text.Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
