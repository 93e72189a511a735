using System.Globalization;
using System.Runtime.CompilerServices;

namespace DbxServerless.Databricks.Pipelines;

/// <summary>Pipelines and their event logs (<c>/api/2.0/pipelines</c>). Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class PipelinesApi
{
    private const int PipelinesAPage = 100;
    private const int EventsAPage = 250;

    private readonly RestClient _rest;

    internal PipelinesApi(RestClient rest) => _rest = rest;

    /// <summary>All pipelines that the principal may see, with their latest updates (<c>GET /api/2.0/pipelines</c>).</summary>
    public IAsyncEnumerable<Pipeline> ListAsync(CancellationToken cancellationToken) => _rest.ListAsync(
        $"/api/2.0/pipelines?max_results={PipelinesAPage}", PipelinesJson.Default.PipelinePage, page => page.Statuses, page => page.NextPageToken, cancellationToken);

    /// <summary>Events of a pipeline after an instant, oldest first (<c>GET /api/2.0/pipelines/{id}/events</c>).</summary>
    public async IAsyncEnumerable<PipelineEvent> ListEventsAsync(
        string pipelineId, DateTimeOffset after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = $"/api/2.0/pipelines/{Uri.EscapeDataString(pipelineId)}/events?max_results={EventsAPage}";
        var instant = after.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var target = $"{path}&order_by={Uri.EscapeDataString("timestamp asc")}&filter={Uri.EscapeDataString($"timestamp > '{instant}'")}";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var page = await _rest.GetAsync(target, PipelinesJson.Default.PipelineEventPage, cancellationToken);
            foreach (var happened in page.Events)
                yield return happened;
            if (string.IsNullOrEmpty(page.NextPageToken) || !seen.Add(page.NextPageToken))
                yield break;
            // With a token nothing but the size of the page may be given.
            target = $"{path}&page_token={Uri.EscapeDataString(page.NextPageToken)}";
        }
    }
}
