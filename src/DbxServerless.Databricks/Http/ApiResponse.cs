using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DbxServerless.Databricks;

/// <summary>A successful answer, read whole.</summary>
internal sealed record ApiResponse(ApiRequest Request, byte[] Body, string? RequestId)
{
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <exception cref="DatabricksException">The body is not what the endpoint promises.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw Unexpected("holds nothing", null);
        }
        catch (JsonException exception)
        {
            // The exception's own text may quote the body.
            throw Unexpected(Body.Length == 0
                ? "is empty"
                : $"is not the JSON that was expected (at {exception.Path ?? "$"}, line {exception.LineNumber}, byte {exception.BytePositionInLine})", null);
        }
    }

    private DatabricksException Unexpected(string what, Exception? inner) =>
        new(DatabricksErrorKind.UnexpectedResponse, $"The answer to {Request.Endpoint} {what}.",
            "If a proxy stands in between, let it pass the workspace's answers unchanged; otherwise report it with the request id.", inner)
        { Endpoint = Request.Endpoint, RequestId = RequestId };
}
