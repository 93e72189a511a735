using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Databricks;

/// <summary>Submits one statement and waits for its end; cancels it when nobody waits any more.</summary>
internal sealed class StatementRunner(AuthorizedHttp http, WorkspaceConnection connection, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const string Statements = "/api/2.0/sql/statements";
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _lifetime = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _cancelling = [];

    private Failures Failures => http.Transport.Failures;

    /// <summary>The answer of a statement that succeeded; the time it took is told in any case.</summary>
    public async Task<StatementResponse> RunAsync(StatementRequest request, Action<TimeSpan> elapsed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        try
        {
            // The submission outlives our caller: without its answer we would not know what to cancel.
            var submission = SubmitAsync(request);
            StatementResponse answer;
            try
            {
                answer = await submission.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                _ = Track(CancelSubmittedAsync(submission));
                throw;
            }

            return await FollowAsync(answer, request, started, cancellationToken);
        }
        finally
        {
            elapsed(time.GetElapsedTime(started));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] cancelling;
        lock (_gate)
            cancelling = [.. _cancelling];
        try
        {
            await Task.WhenAll(cancelling).WaitAsync(CancelTimeout, time);
        }
        catch (TimeoutException)
        {
            // Nothing more can be done for them.
        }

        await _lifetime.CancelAsync();
        _lifetime.Dispose();
    }

    private async Task<StatementResponse> SubmitAsync(StatementRequest request)
    {
        http.Transport.Statistics.StatementSubmitted();
        // A SELECT that runs twice costs time and changes nothing.
        var post = new ApiRequest(HttpMethod.Post, Statements) { Body = JsonSerializer.SerializeToUtf8Bytes(request, DatabricksJson.Default.StatementRequest) };
        var answer = (await http.SendAsync(post, _lifetime.Token)).Read(DatabricksJson.Default.StatementResponse);
        return answer.StatementId.Length > 0 && answer.Status.State.Length > 0
            ? answer
            : throw new DatabricksException(DatabricksErrorKind.UnexpectedResponse, $"The answer to {post.Endpoint} holds no statement id or no state.",
                "Check that the host is a Databricks workspace.")
            { Endpoint = post.Endpoint };
    }

    private async Task<StatementResponse> FollowAsync(StatementResponse answer, StatementRequest request, long started, CancellationToken cancellationToken)
    {
        var id = answer.StatementId;
        var pause = FirstPoll;
        var told = false;
        try
        {
            while (!IsTerminal(answer.Status.State))
            {
                EnsureInTime(answer, request, time.GetElapsedTime(started));
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 1.5 < LongestPoll ? pause * 1.5 : LongestPoll;
                answer = (await http.SendAsync(new ApiRequest(HttpMethod.Get, $"{Statements}/{id}"), cancellationToken)).Read(DatabricksJson.Default.StatementResponse);
                if (!told && answer.Status.State == "PENDING")
                {
                    told = true;
                    logger.WaitingForWarehouse(id, request.WarehouseId);
                }
            }
        }
        catch
        {
            await Track(CancelAsync(id));
            throw;
        }

        return answer.Status switch
        {
            { State: "SUCCEEDED" } => answer with { StatementId = id },
            { State: "CLOSED" } => throw Gone(id),
            { State: "CANCELED" } status => throw Failures.Statement(id, "CANCELLED", status.Error?.Message, status.SqlState),
            var status => throw Failures.Statement(id, status.Error?.ErrorCode, status.Error?.Message, status.SqlState),
        };
    }

    public static DatabricksException Gone(string statementId, Exception? innerException = null) =>
        new(DatabricksErrorKind.ResultGone, $"The result of statement {statementId} is no longer kept.",
            "Results are kept for an hour: read them sooner. It is asked again at the next collection.", innerException)
        { StatementId = statementId, ErrorCode = "CLOSED" };

    private static bool IsTerminal(string state) => state is "SUCCEEDED" or "FAILED" or "CANCELED" or "CLOSED";

    private void EnsureInTime(StatementResponse answer, StatementRequest request, TimeSpan elapsed)
    {
        if (answer.Status.State == "PENDING" && elapsed >= connection.WarehouseStartTimeout)
        {
            throw new DatabricksException(DatabricksErrorKind.Timeout,
                $"Statement {answer.StatementId} waited {elapsed.TotalMinutes:0.#} min for warehouse {request.WarehouseId} and did not begin.",
                "Look in SQL Warehouses why it does not start or what it is busy with (quota, network, other statements), or allow a longer start.")
            { StatementId = answer.StatementId };
        }

        if (elapsed >= connection.StatementTimeout)
            throw Failures.TimedOut($"Statement {answer.StatementId}", connection.StatementTimeout, mayRetry: false, answer.StatementId);
    }

    private async Task CancelSubmittedAsync(Task<StatementResponse> submission)
    {
        try
        {
            var answer = await submission;
            if (!IsTerminal(answer.Status.State))
                await CancelAsync(answer.StatementId);
        }
        catch (Exception exception) when (exception is DatabricksException or OperationCanceledException)
        {
            // Never submitted, or not to our knowledge.
        }
    }

    /// <summary>Best effort: the request may fail, and its success promises nothing.</summary>
    private async Task CancelAsync(string id)
    {
        using var limit = new CancellationTokenSource(CancelTimeout, time);
        try
        {
            await http.SendAsync(new ApiRequest(HttpMethod.Post, $"{Statements}/{id}/cancel"), limit.Token);
        }
        catch (Exception exception)
        {
            // Whatever it is: what the statement is cancelled for matters more.
            logger.CancelFailed(id, (exception as DatabricksException)?.Reason ?? exception.GetType().Name);
        }
    }

    private async Task Track(Task task)
    {
        lock (_gate)
            _cancelling.Add(task);
        try
        {
            await task;
        }
        finally
        {
            lock (_gate)
                _cancelling.Remove(task);
        }
    }
}
