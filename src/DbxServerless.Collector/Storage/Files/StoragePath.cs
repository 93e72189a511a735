namespace DbxServerless.Collector.Storage.Files;

/// <summary>Names of blobs and entities as paths under a folder.</summary>
internal static class StoragePath
{
    /// <exception cref="ArgumentException">The name would leave the folder, or holds what a file name cannot.</exception>
    public static string Of(string folder, string name)
    {
        var parts = name.Split('/');
        if (parts.Any(part => part.Length == 0 || part[0] == '.' || !part.All(IsSafe)))
            throw new ArgumentException($"'{name}' is no name for storage: use letters, digits, '-', '_', '.' and '/' between parts.", nameof(name));
        return Path.Combine([folder, .. parts]);
    }

    private static bool IsSafe(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
