using System.IO.Compression;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>A log beside its uncompressed copy, which lies in the folder for temporary files until disposed.</summary>
internal sealed class RawLog : IDisposable
{
    private RawLog(string path, string raw)
    {
        Path = path;
        Raw = raw;
    }

    /// <summary>The compressed log.</summary>
    public string Path { get; }

    /// <summary>The uncompressed copy.</summary>
    public string Raw { get; }

    public long Bytes => new FileInfo(Raw).Length;

    public static async Task<RawLog> UnpackAsync(string path)
    {
        var raw = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"dbxserverless-{Environment.ProcessId}-{System.IO.Path.GetFileNameWithoutExtension(path)}");
        await using var compressed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        await using var target = File.Create(raw);
        await compressed.CopyToAsync(target);
        return new RawLog(path, raw);
    }

    public void Dispose() => File.Delete(Raw);
}
