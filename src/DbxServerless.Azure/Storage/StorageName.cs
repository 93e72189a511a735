namespace DbxServerless.Azure.Storage;

/// <summary>What the names of blobs and the keys of entities may be, the same as in a folder.</summary>
internal static class StorageName
{
    /// <exception cref="ArgumentException">The name holds what not every storage can keep.</exception>
    public static string Check(string name)
    {
        if (!IsValid(name))
            throw new ArgumentException($"'{name}' is no name for storage: use letters, digits, '-', '_', '.' and '/' between parts.", nameof(name));
        return name;
    }

    public static bool IsValid(string name) => name.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(IsSafe));

    private static bool IsSafe(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
