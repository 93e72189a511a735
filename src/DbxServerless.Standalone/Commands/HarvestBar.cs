using DbxServerless.Collector.Harvest;
using DbxServerless.Standalone.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DbxServerless.Standalone.Commands;

/// <summary>Shows on standard error what the harvest does: a line for each run that it is at, on a terminal; nothing when that is a file.</summary>
internal static class HarvestBar
{
    // A run without logs is over before it can be seen; so many are at work at once, and one batch is delivered.
    private const int Lines = 6;

    public static async Task<T> ShowAsync<T>(Func<Action<HarvestProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(_ => { });
        return await Terminal.Error.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new BytesColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var gate = new Lock();
                var lines = new List<(string RunId, ProgressTask Bar)>();
                return work(progress =>
                {
                    lock (gate)
                        Show(context, lines, progress);
                });
            });
    }

    // The line that was silent for longest is first, and makes room for another run.
    private static void Show(ProgressContext context, List<(string RunId, ProgressTask Bar)> lines, HarvestProgress progress)
    {
        var place = lines.FindIndex(line => line.RunId == progress.RunId);
        if (place < 0 && lines.Count < Lines)
        {
            place = lines.Count;
            lines.Add((progress.RunId, context.AddTask(progress.RunId, autoStart: true)));
        }

        var bar = lines[Math.Max(0, place)].Bar;
        lines.RemoveAt(Math.Max(0, place));
        lines.Add((progress.RunId, bar));
        bar.Description = Markup.Escape($"run {progress.RunId}: {progress.What}");
        bar.IsIndeterminate = progress.Total == 0;
        // Never quite full: what is done with all bytes is analysed and delivered yet.
        bar.MaxValue = progress.Total + 1;
        bar.Value = progress.Done;
    }

    /// <summary>Bytes, where bytes are counted.</summary>
    private sealed class BytesColumn : ProgressColumn
    {
        private readonly DownloadedColumn _bytes = new();

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            task.IsIndeterminate ? Text.Empty : _bytes.Render(options, task, deltaTime);
    }
}
