using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Tests.Metrics;

public sealed class NegotiationTests
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    [Theory]
    [InlineData(null, Text)]
    [InlineData("", Text)]
    [InlineData("*/*", Text)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Text)]
    [InlineData("application/json", Text)]
    [InlineData("not a media range", Text)]
    [InlineData("text/plain", Text)]
    [InlineData("application/openmetrics-text", OpenMetrics)]
    [InlineData("Application/OpenMetrics-Text; Version=1.0.0", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=\"1.0.0\"", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=2.0.0, text/plain;q=0.1", Text)]
    [InlineData("application/openmetrics-text; version=0.0.1", "application/openmetrics-text; version=0.0.1; charset=utf-8")]
    [InlineData("application/openmetrics-text; q=0, text/plain;q=0.1", Text)]
    [InlineData("application/openmetrics-text; q=0.3, text/plain;q=0.4", Text)]
    [InlineData("text/plain;q=0.4, application/openmetrics-text;q=0.5", OpenMetrics)]
    // Prometheus 2.42 and 3.
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics)]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5," +
        "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", OpenMetrics)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3", Text)]
    public void The_format_is_the_one_that_the_client_likes_best(string? accept, string contentType) =>
        Negotiation.Format(accept).ContentType.ShouldBe(contentType);

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("gzip", true)]
    [InlineData("deflate, GZIP;q=0.5, br", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0, *", false)]
    [InlineData("identity", false)]
    public void Gzip_is_used_only_when_it_is_accepted(string? acceptEncoding, bool accepted) =>
        MetricsPage.AcceptsGzip(acceptEncoding).ShouldBe(accepted);
}
