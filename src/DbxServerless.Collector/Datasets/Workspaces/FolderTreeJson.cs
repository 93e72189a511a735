using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Datasets.Workspaces;

[JsonSerializable(typeof(FolderTree))]
internal sealed partial class FolderTreeJson : JsonSerializerContext;
