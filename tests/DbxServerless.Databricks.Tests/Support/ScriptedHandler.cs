using System.Net;
using System.Text;

namespace DbxServerless.Databricks.Tests;

/// <summary>Answers requests from a script, in the order in which each line was planned; a request nobody planned is an error.</summary>
internal sealed class ScriptedHandler(TimeProvider time) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Func<CancellationToken, Task<HttpResponseMessage>>>> _plan = [];
    private readonly List<SentRequest> _requests = [];

    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    public IEnumerable<string> Lines => Requests.Select(request => request.Line);

    public ScriptedHandler On(string line, Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        lock (_gate)
        {
            if (!_plan.TryGetValue(line, out var queue))
                _plan[line] = queue = new();
            queue.Enqueue(answer);
        }

        return this;
    }

    public ScriptedHandler On(string line, HttpResponseMessage answer) => On(line, _ => Task.FromResult(answer));

    public ScriptedHandler On(string line, string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        On(line, Json(json, status, headers));

    public ScriptedHandler OnFailure(string line, Exception exception) => On(line, _ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Answers nothing until the attempt is given up.</summary>
    public ScriptedHandler OnSilence(string line) => On(line, async token =>
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        await using var registration = token.Register(() => never.TrySetCanceled(token));
        return await never.Task;
    });

    public ScriptedHandler Times(int count, Action<ScriptedHandler> plan)
    {
        for (var i = 0; i < count; i++)
            plan(this);
        return this;
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            answer.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return answer;
    }

    public static HttpResponseMessage Html(string html, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(html, Encoding.UTF8, "text/html") };

    /// <summary>All that was planned was asked for.</summary>
    public void ShouldBeDone() => _plan.Where(entry => entry.Value.Count > 0).Select(entry => entry.Key).ShouldBeEmpty();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new SentRequest(request.Method.Method, request.RequestUri!, body, headers, time.GetUtcNow());
        Func<CancellationToken, Task<HttpResponseMessage>>? answer;
        lock (_gate)
        {
            _requests.Add(sent);
            answer = _plan.TryGetValue(sent.Line, out var queue) && queue.Count > 0 ? queue.Dequeue() : null;
        }

        return answer is null ? throw new InvalidOperationException($"Nobody planned {sent.Line}.") : await answer(cancellationToken);
    }
}
