using Microsoft.Extensions.Logging;

namespace DbxServerless.Databricks;

/// <summary>Keeps a token until shortly before its end; one caller asks for the next while the others wait for the same answer.</summary>
/// <param name="request">Gets a new token. Its argument says that the last one was rejected, so that nothing cached will do.</param>
internal sealed class CachedTokenSource(
    IdentityKind kind, Func<bool, CancellationToken, Task<BearerToken>> request, TimeProvider time, ILogger logger) : ITokenSource, IDisposable
{
    /// <summary>Databricks refuses tokens with half a minute left.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lifetime = new();
    private BearerToken? _token;
    private TaskCompletionSource<BearerToken>? _pending;
    private bool _rejected;

    public IdentityKind Kind => kind;

    public bool CanRenew => true;

    public async ValueTask<BearerToken> GetAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<BearerToken> pending;
        bool mine;
        lock (_gate)
        {
            if (_token is { } token && time.GetUtcNow() < token.ExpiresAt - Early)
                return token;
            mine = _pending is null;
            pending = _pending ??= new TaskCompletionSource<BearerToken>();
        }

        if (mine)
            _ = RequestAsync(pending);
        return await pending.Task.WaitAsync(cancellationToken);
    }

    public void Reject(BearerToken token)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_token, token))
                return;
            _token = null;
            _rejected = true;
        }
    }

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    /// <summary>Not bound to the caller's cancellation: others wait for it too.</summary>
    private async Task RequestAsync(TaskCompletionSource<BearerToken> pending)
    {
        try
        {
            var token = await request(_rejected, _lifetime.Token);
            logger.TokenReceived(kind, token.ExpiresAt);
            lock (_gate)
            {
                _token = token;
                _rejected = false;
                _pending = null;
            }

            pending.SetResult(token);
        }
        catch (Exception exception)
        {
            lock (_gate)
                _pending = null;
            pending.SetException(exception);
        }
    }
}
