using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Collection;

/// <summary>The sinks by the names that workspaces give them, so that data can stay in its geography.</summary>
public interface IRecordSinks
{
    /// <param name="name">Name from the workspace's settings; null or empty for the default sink.</param>
    /// <exception cref="InvalidOperationException">No sink has that name.</exception>
    IRecordSink For(string? name);
}
