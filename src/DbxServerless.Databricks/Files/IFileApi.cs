namespace DbxServerless.Databricks;

/// <summary>One of the two ways in which a workspace gives files. Paths are absolute and without a scheme.</summary>
internal interface IFileApi
{
    IAsyncEnumerable<RemoteFile> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Asks the least that tells whether a folder is there and may be seen.</summary>
    Task LookAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Reads a part that one request may give.</summary>
    /// <returns>The bytes; none at the end of the file, fewer than were asked for at any time.</returns>
    Task<ReadOnlyMemory<byte>> ReadAsync(string path, long offset, int length, CancellationToken cancellationToken);

    /// <summary>The most bytes that are asked for in one request.</summary>
    int LongestRead { get; }
}
