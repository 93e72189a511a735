using System.Net;
using System.Text;
using System.Text.Json;

namespace DbxServerless.Collector.Tests.Datasets;

/// <summary>
/// Answers as a workspace would give them, by endpoint: <c>{"GET /api/2.2/jobs/list": [{"jobs": […]}]}</c>. The answers of an endpoint come in
/// their order; one with a member <c>"when"</c> (<c>{"when": "run_id=5", "answer": {…}}</c>) comes whenever the request holds that text, in its
/// query or body, an answer <c>{"status": 403, …}</c> is a failure, and one that is a string is a text.
/// </summary>
internal sealed class FixtureWorkspace(JsonElement answers) : HttpMessageHandler
{
    private readonly Dictionary<string, int> _given = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var asked = Uri.UnescapeDataString(request.RequestUri.Query) + (request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        var known = answers.EnumerateObject().Where(answer => IsOf(answer.Name, endpoint)).Select(answer => (JsonProperty?)answer).FirstOrDefault();
        var all = known?.Value.EnumerateArray().ToList() ?? [];
        var answer = all.Where(candidate => When(candidate) is { } when && asked.Contains(when, StringComparison.Ordinal))
            .Select(candidate => (JsonElement?)candidate.GetProperty("answer")).FirstOrDefault();
        if (answer is null)
        {
            var ordered = all.Where(candidate => When(candidate) is null).ToList();
            var place = _given.GetValueOrDefault(known?.Name ?? "");
            ordered.Count.ShouldBeGreaterThan(place, $"The fixture has no further answer to {endpoint}{asked}.");
            _given[known!.Value.Name] = place + 1;
            answer = ordered[place];
        }

        var status = answer.Value.ValueKind == JsonValueKind.Object && answer.Value.TryGetProperty("status", out var code) && code.ValueKind == JsonValueKind.Number
            ? (HttpStatusCode)code.GetInt32()
            : HttpStatusCode.OK;
        return new HttpResponseMessage(status) { Content = Content(answer.Value) };
    }

    private static string? When(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("when", out var when) ? when.GetString() : null;

    private static StringContent Content(JsonElement answer) => answer.ValueKind == JsonValueKind.String
        ? new StringContent(answer.GetString()!, Encoding.UTF8, "text/plain")
        : new StringContent(answer.GetRawText(), Encoding.UTF8, "application/json");

    // GET /api/2.0/pipelines/{id}/events
    private static bool IsOf(string template, string endpoint) =>
        template.Split('/') is var parts && endpoint.Split('/') is var given && parts.Length == given.Length
        && parts.Zip(given).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
}
