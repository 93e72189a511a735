namespace DbxServerless.Databricks.Tests;

/// <summary>A budget without end that counts.</summary>
internal sealed class CountedBudget : IRequestBudget
{
    public int Taken { get; private set; }

    public int Throttled { get; private set; }

    public Task TakeAsync(CancellationToken cancellationToken)
    {
        Taken++;
        return Task.CompletedTask;
    }

    public Task ThrottledAsync(CancellationToken cancellationToken)
    {
        Throttled++;
        return Task.CompletedTask;
    }
}
