using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Folders as sinks: the data folder itself, and <c>sinks/NAME</c> below it for workspaces that name their own.</summary>
internal sealed class FolderSinks(string folder) : IRecordSinks
{
    public IRecordSink For(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new FolderSink(folder);
        return name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? new FolderSink(Path.Combine(folder, "sinks", name))
            : throw new InvalidOperationException($"The sink '{name}' cannot be the name of a folder; use letters, digits, - and _ only.");
    }
}
