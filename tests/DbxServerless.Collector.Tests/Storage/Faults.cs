namespace DbxServerless.Collector.Tests.Storage;

/// <summary>Lets a chosen storage operation fail, before it is done or after: then it is done, and nobody knows.</summary>
internal sealed class Faults
{
    private int? _failAt;
    private bool _afterwards;
    private bool _dies;

    /// <summary>Operations so far.</summary>
    public int Operations { get; private set; }

    /// <summary>Whether the process has died: nothing works until <see cref="Restart"/>.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Fails the n-th operation from now.</summary>
    /// <param name="dies">The process ends there; otherwise only that operation fails.</param>
    public void FailAt(int operation, bool afterwards, bool dies) => (_failAt, _afterwards, _dies) = (Operations + operation, afterwards, dies);

    public void Restart() => (_failAt, IsDead) = (null, false);

    public T Run<T>(Func<T> operation)
    {
        if (IsDead)
            throw new IOException("The process is dead.");
        var fails = ++Operations == _failAt;
        if (fails && _dies)
            IsDead = true;
        if (fails && !_afterwards)
            throw new IOException("The operation was not done.");
        var result = operation();
        return fails ? throw new IOException("The operation was done, but the answer was lost.") : result;
    }
}
