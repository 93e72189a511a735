using DbxServerless.Collector.Harvest;
using DbxServerless.Standalone.CommandLine;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary>Shows on standard error what the harvest does: a bar a run on a terminal, nothing when that is a file.</summary>
internal static class HarvestBar
{
    public static async Task<T> ShowAsync<T>(Func<Action<HarvestProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(_ => { });
        return await Terminal.Error.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var gate = new Lock();
                var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                return work(progress =>
                {
                    lock (gate)
                        Show(context, bars, progress);
                });
            });
    }

    private static void Show(ProgressContext context, Dictionary<string, ProgressTask> bars, HarvestProgress progress)
    {
        // Bars of what is over make room for others.
        foreach (var (run, done) in bars.Where(bar => bar.Key != progress.RunId && bar.Value.IsFinished).ToList())
        {
            done.StopTask();
            bars.Remove(run);
        }

        if (!bars.TryGetValue(progress.RunId, out var bar))
            bars.Add(progress.RunId, bar = context.AddTask(progress.RunId, autoStart: true, maxValue: 1));
        bar.Description = Markup.Escape($"run {progress.RunId}: {progress.What}");
        bar.IsIndeterminate = progress.Total == 0;
        if (progress.Total == 0)
            return;
        bar.MaxValue = progress.Total;
        bar.Value = progress.Done;
    }
}
