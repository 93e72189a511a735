namespace DbxServerless.Functions.Orchestrations;

/// <summary>Does several things of which none is in the way of another.</summary>
internal static class Attempts
{
    /// <exception cref="AggregateException">Some failed; all were tried.</exception>
    public static async Task AllAsync(IEnumerable<Func<Task>> attempts)
    {
        var failures = new List<Exception>();
        foreach (var attempt in attempts)
        {
            try
            {
                await attempt();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }
}
