using System.Text.Json.Serialization;

namespace DbxServerless.Databricks;

/// <summary>The JSON of what this library itself sends and receives. Missing and unknown fields are no error: what is never null in a record
/// makes up for them in its <c>init</c>, since the generated code passes a null there.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(RowsConverter)])]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(Warehouse))]
[JsonSerializable(typeof(WarehousePage))]
[JsonSerializable(typeof(WorkspacePrincipal))]
[JsonSerializable(typeof(MetastoreAssignment))]
[JsonSerializable(typeof(SystemSchemaPage))]
[JsonSerializable(typeof(TableName))]
[JsonSerializable(typeof(StatementRequest))]
[JsonSerializable(typeof(StatementResponse))]
[JsonSerializable(typeof(ResultData))]
[JsonSerializable(typeof(IReadOnlyList<string?[]>), TypeInfoPropertyName = "Rows")]
public sealed partial class DatabricksJson : JsonSerializerContext;
