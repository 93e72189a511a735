using DbxServerless.Testing;

namespace DbxServerless.Databricks.Tests;

/// <summary>Moves a clock on for as long as work waits for it.</summary>
internal static class Driven
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    public static Task<T> RunAsync<T>(this ManualTimeProvider clock, Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread of its own: what it queues goes to the pool's common queue, in order.
        new Thread(() =>
        {
            try
            {
                var end = clock.GetUtcNow() + Longest;
                var task = work();
                while (!task.IsCompleted)
                {
                    Settle(task);
                    if (task.IsCompleted)
                        break;
                    clock.GetUtcNow().ShouldBeLessThan(end, "the work does not end");
                    clock.Advance(Step);
                }

                done.SetResult(task.GetAwaiter().GetResult());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        })
        { IsBackground = true }.Start();
        return done.Task;
    }

    /// <summary>Lets run what the pool was given before the clock moves on.</summary>
    private static void Settle(Task task)
    {
        for (var i = 0; i < 4 && !task.IsCompleted; i++)
        {
            using var passed = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(static state => ((ManualResetEventSlim)state!).Set(), passed);
            passed.Wait();
        }
    }

    public static Task RunAsync(this ManualTimeProvider clock, Func<Task> work) => clock.RunAsync(async () =>
    {
        await work();
        return true;
    });

    /// <summary>The failure that work ends in.</summary>
    public static async Task<DatabricksException> FailAsync<T>(this ManualTimeProvider clock, Func<Task<T>> work) =>
        await Should.ThrowAsync<DatabricksException>(() => clock.RunAsync(work));

    public static Task<List<T>> ListAsync<T>(this ManualTimeProvider clock, Func<IAsyncEnumerable<T>> items) =>
        clock.RunAsync(async () => await items().ToListAsync());
}
