using System.Text.RegularExpressions;

namespace DbxServerless.Simulator.Rest;

/// <summary>The requests that came, the newest ten thousand, and how many came to each endpoint.</summary>
public sealed partial class RequestLog
{
    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _requests = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>A request has come, and is not answered before this returns. Method and path.</summary>
    public event Action<string>? Arrived;

    /// <summary>A request has been answered.</summary>
    public event Action<LoggedRequest>? Answered;

    public IReadOnlyList<LoggedRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Requests by method and path, ids replaced: <c>GET /api/2.0/sql/statements/{id}</c>.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (_gate)
                return _counts.ToDictionary();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _counts.Clear();
        }
    }

    internal void Arrive(string request) => Arrived?.Invoke(request);

    internal void Add(LoggedRequest request)
    {
        var endpoint = $"{request.Method} {Ids().Replace(request.Path, "{id}")}";
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Kept)
                _requests.Dequeue();
            _counts[endpoint] = _counts.GetValueOrDefault(endpoint) + 1;
        }

        Answered?.Invoke(request);
    }

    [GeneratedRegex("(?<=/)([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16}|[0-9]+)(?=/|$)(?<!/chunks/[0-9]+)")]
    private static partial Regex Ids();
}
