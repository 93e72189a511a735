using System.Text.Json;

namespace DbxServerless.Collector.Records;

/// <summary>Writes one column of a record.</summary>
internal delegate void ColumnWriter<in TRecord>(Utf8JsonWriter json, TRecord record, RecordPrivacy privacy);
