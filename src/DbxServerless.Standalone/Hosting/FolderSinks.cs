using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Folders as sinks: the data folder itself, and <c>sinks/NAME</c> below it for workspaces that name their own.</summary>
internal sealed class FolderSinks(string folder) : IRecordSinks
{
    public IRecordSink For(string? name) =>
        new FolderSink(string.IsNullOrWhiteSpace(name) ? folder : Path.Combine(folder, "sinks", name.Trim()));
}
