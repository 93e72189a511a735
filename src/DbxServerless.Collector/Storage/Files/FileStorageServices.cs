using DbxServerless.Collector.Collection;
using Microsoft.Extensions.DependencyInjection;

namespace DbxServerless.Collector.Storage.Files;

/// <summary>Registers a folder as the storage.</summary>
public static class FileStorageServices
{
    /// <summary>Keeps everything under a folder: <c>state/</c>, <c>blobs/</c> and, for readers, <c>records/TABLE/DAY.jsonl</c>.</summary>
    public static IServiceCollection AddFileStorage(this IServiceCollection services, string folder) => services
        .AddSingleton<IStateStore>(_ => new FileStateStore(Path.Combine(folder, "state")))
        .AddSingleton<IBlobStore>(_ => new FileBlobStore(Path.Combine(folder, "blobs")))
        .AddSingleton<IRecordSinks>(_ => new FolderSinks(folder));
}
