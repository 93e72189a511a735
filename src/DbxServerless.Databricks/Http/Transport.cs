using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace DbxServerless.Databricks;

/// <summary>
/// Sends requests to one workspace: rate limit, circuit breaker and time limit around every attempt, retries around those, a limit around it all.
/// </summary>
internal sealed class Transport : IDisposable
{
    private const int MaxRetries = 8;
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(30);
    private static readonly ProductInfoHeaderValue UserAgent = new("DbxServerless", Version());

    private readonly Uri _host;
    private readonly WorkspaceConnection _connection;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpMessageInvoker _invoker;
    private readonly RateLimit _rateLimit;
    private readonly ResiliencePipeline _whole;
    private readonly ResiliencePipeline _attempt;
    private readonly ResiliencePipeline _linkAttempt;

    public Transport(Uri host, WorkspaceConnection connection, TimeProvider time, ILogger logger, HttpMessageHandler? handler)
    {
        _host = host;
        _connection = connection;
        _time = time;
        _logger = logger;
        _invoker = new HttpMessageInvoker(handler ?? Connections.NewHandler(), disposeHandler: handler is null);
        _rateLimit = new RateLimit(connection.RequestsPerSecond, time);
        Failures = new Failures(host, connection, time);
        _whole = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(connection.OverallTimeout)
            .AddRetry(Retry())
            .Build();
        _attempt = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(Breaker())
            .AddTimeout(connection.AttemptTimeout)
            .Build();
        _linkAttempt = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(connection.AttemptTimeout).Build();
    }

    public Failures Failures { get; }

    public RequestStatistics Statistics { get; } = new();

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var deadline = _time.GetUtcNow() + _connection.OverallTimeout;
        DatabricksException? last = null;
        var attempts = 0;
        try
        {
            return await _whole.ExecuteAsync(async token =>
            {
                if (attempts++ > 0)
                    Statistics.Retried();
                try
                {
                    return await AttemptAsync(request, token);
                }
                catch (DatabricksException exception)
                {
                    last = exception;
                    // Waiting past the end would only turn this answer into a timeout.
                    if (_time.GetUtcNow() + exception.RetryAfter >= deadline)
                        exception.MayRetry = false;
                    throw;
                }
            }, cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            throw last ?? Failures.TimedOut(request, _connection.OverallTimeout, mayRetry: false);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<ApiResponse> AttemptAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (!request.IsExternalLink)
            await WaitForTurnAsync(cancellationToken);

        try
        {
            var response = await (request.IsExternalLink ? _linkAttempt : _attempt).ExecuteAsync(
                static async (state, token) => await state.Transport.SendOnceAsync(state.Request, token),
                (Transport: this, Request: request), cancellationToken);
            Statistics.Succeeded();
            return response;
        }
        catch (BrokenCircuitException exception)
        {
            // Nothing was sent: it is not an attempt, and counts as none.
            _logger.CircuitOpen(request.Endpoint, _host.Authority);
            throw Failures.CircuitOpen(request, exception.RetryAfter);
        }
        catch (TimeoutRejectedException) when (!cancellationToken.IsCancellationRequested)
        {
            Statistics.Failed(DatabricksErrorKind.Timeout);
            throw Failures.TimedOut(request, _connection.AttemptTimeout, request.Idempotent);
        }
        catch (OperationCanceledException)
        {
            Statistics.Cancelled();
            throw;
        }
        catch (DatabricksException exception)
        {
            Statistics.Failed(exception.Kind);
            if (exception.Kind == DatabricksErrorKind.Throttled && _connection.Budget is { } budget)
                await budget.ThrottledAsync(cancellationToken);
            throw;
        }
    }

    private async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        try
        {
            await _rateLimit.WaitAsync(cancellationToken);
            if (_connection.Budget is { } budget)
                await budget.TakeAsync(cancellationToken);
        }
        finally
        {
            Statistics.Waited(_time.GetElapsedTime(asked));
        }
    }

    private async Task<ApiResponse> SendOnceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var message = NewMessage(request);
        Statistics.Sent(request.Body?.Length ?? 0);
        try
        {
            using var response = await _invoker.SendAsync(message, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            Statistics.Received(body.Length);
            if (response.IsSuccessStatusCode && !IsHtml(request, response, body))
                return new ApiResponse(request, body, Failures.RequestId(response.Headers)) { Status = response.StatusCode };
            throw Failures.Answer(request, response, Encoding.UTF8.GetString(body));
        }
        catch (HttpRequestException exception)
        {
            throw Failures.Unreachable(request, exception);
        }
        catch (IOException exception)
        {
            throw Failures.Broken(request, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own limit on connecting shows as a cancellation that nobody asked for.
            throw Failures.Unreachable(request, new HttpRequestException(HttpRequestError.ConnectionError, "connecting took too long", exception));
        }
    }

    private HttpRequestMessage NewMessage(ApiRequest request)
    {
        var target = request.IsAbsolute ? new Uri(request.Target) : new Uri(_host, request.Target);
        var message = new HttpRequestMessage(request.Method, target);
        message.Headers.UserAgent.Add(UserAgent);
        if (request is { IsExternalLink: false, IsContent: false })
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } };
        return message;
    }

    private RetryStrategyOptions Retry() => new()
    {
        MaxRetryAttempts = MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromSeconds(30),
        ShouldHandle = new PredicateBuilder().Handle<DatabricksException>(exception => exception.MayRetry),
        // Never before the time that was asked for, and not all callers at the same instant.
        DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Exception is DatabricksException { RetryAfter: { } wait }
            ? wait + TimeSpan.FromMilliseconds(Random.Shared.Next(50, 500))
            : (TimeSpan?)null),
        OnRetry = args =>
        {
            if (args.Outcome.Exception is DatabricksException exception)
                _logger.Retrying(exception.Endpoint ?? "", args.RetryDelay, exception.Reason);
            return ValueTask.CompletedTask;
        },
    };

    private CircuitBreakerStrategyOptions Breaker() => new()
    {
        FailureRatio = 0.8,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromSeconds(60),
        BreakDuration = BreakDuration,
        ShouldHandle = new PredicateBuilder().Handle<TimeoutRejectedException>().Handle<DatabricksException>(exception =>
            exception.Kind is DatabricksErrorKind.HostUnreachable or DatabricksErrorKind.Unavailable or DatabricksErrorKind.Timeout),
    };

    // A file may hold HTML, but the service calls every file an octet stream.
    private static bool IsHtml(ApiRequest request, HttpResponseMessage response, byte[] body) =>
        response.Content.Headers.ContentType?.MediaType == "text/html"
        || !request.IsContent && body.AsSpan().TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8);

    private static string Version() =>
        typeof(Transport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
