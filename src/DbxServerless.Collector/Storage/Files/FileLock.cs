namespace DbxServerless.Collector.Storage.Files;

/// <summary>
/// A lock between processes and within one: an open file that nobody else may open. The operating system lets go of it when a process dies.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <summary>Waits until the lock is free; disposing the result frees it.</summary>
    public static async Task<IDisposable> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException exception) when (IsHeldByOther(exception))
            {
                // Another process is waited for, so real time it is.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    // Windows: sharing or lock violation. Unix: EWOULDBLOCK, which is 11 on Linux and 35 on macOS.
    private static bool IsHeldByOther(IOException exception) =>
        exception.GetType() == typeof(IOException) && (exception.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
