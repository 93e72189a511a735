using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Datasets.Identity;

[JsonSerializable(typeof(ScimNote))]
internal sealed partial class ScimNoteJson : JsonSerializerContext;
