using System.Text.Json;
using Azure;

namespace DbxServerless.Azure.Ingestion;

/// <summary>What the service says is wrong.</summary>
internal sealed record ServiceError(int Status, string Code, string Message)
{
    private const int MaxMessage = 500;

    /// <summary>Reads <c>{"error":{"code":"…","message":"…"}}</c>; whatever else the body is, it is the message.</summary>
    public static ServiceError Of(Response response)
    {
        var body = response.ContentStream is null ? "" : response.Content.ToString();
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("error");
            return new ServiceError(response.Status, Text(error, "code"), Shorten(Text(error, "message")));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new ServiceError(response.Status, "", Shorten(body));
        }
    }

    public override string ToString() => string.Join(' ', new[] { Status.ToString(), Code, Message }.Where(part => part.Length > 0)).TrimEnd('.');

    private static string Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static string Shorten(string text) => text.ReplaceLineEndings(" ") is var line && line.Length > MaxMessage ? line[..MaxMessage] : line;
}
