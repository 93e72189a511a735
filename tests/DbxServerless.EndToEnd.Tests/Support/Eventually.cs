namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>Waits for what another process does: polls, with a deadline instead of a pause of fixed length.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="ask">Null means: not yet.</param>
    /// <param name="otherwise">What to say when it never comes.</param>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, Func<string> otherwise)
        where T : class
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!deadline.IsCancellationRequested)
        {
            if (await ask() is { } answer)
                return answer;
            await Task.Delay(Pause);
        }

        throw new TimeoutException(otherwise());
    }

    public static Task<T> GetAsync<T>(Func<T?> ask, Func<string> otherwise)
        where T : class => GetAsync(() => Task.FromResult(ask()), otherwise);
}
