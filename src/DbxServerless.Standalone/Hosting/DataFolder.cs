using DbxServerless.Standalone.CommandLine;

namespace DbxServerless.Standalone.Hosting;

/// <summary>The folder that holds everything that the collector keeps.</summary>
internal static class DataFolder
{
    /// <summary>Makes sure that there is such a folder and that we may write into it.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="CommandFailure">It cannot be made or written.</exception>
    public static string Create(DirectoryInfo folder)
    {
        try
        {
            folder.Create();
            var probe = Path.Combine(folder.FullName, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return folder.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The folder '{folder.FullName}' cannot be written ({exception.Message.TrimEnd('.')}): give another one with --data.", exception);
        }
    }
}
