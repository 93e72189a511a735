using System.IO.Compression;
using System.Text;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Logs;

/// <summary>
/// What of a context's event log has been delivered at an instant: the newest events in <c>eventlog</c>, which may end in the middle of a
/// line, older ones in rolled files.
/// </summary>
internal sealed class LogDelivery(int seed, LogOptions options)
{
    private const int MostCached = 200;
    private const int MostRolls = 2;
    private static readonly TimeSpan SlowBy = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan VanishesAfter = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly LogWriter _writer = new(seed, options);
    private readonly IReadOnlyList<IReadOnlyList<string>> _real = RealLogs.Read(options);
    private readonly Dictionary<string, (long Shown, IReadOnlyList<LogFile> Files)> _cache = [];

    /// <summary>The files when all is delivered.</summary>
    public IReadOnlyList<LogFile> Whole(LogContext context) => At(context, context.End + TimeSpan.FromMinutes(50));

    /// <summary>The files that are there at an instant; none before the first delivery.</summary>
    public IReadOnlyList<LogFile> At(LogContext context, DateTimeOffset now)
    {
        var slow = Chance(context, "slow", options.Slow) ? SlowBy : TimeSpan.Zero;
        var delivered = now.AddTicks(-(now.UtcTicks % options.Every.Ticks)) - slow;
        if (delivered <= context.Start || Chance(context, "vanishes", options.Vanishing) && now > context.End + VanishesAfter)
            return [];
        delivered = delivered < context.End ? delivered : context.End;
        var late = Chance(context, "late", options.LateRolls) ? LateBy : TimeSpan.Zero;
        var share = (delivered - context.Start) / (context.End - context.Start);
        var rolls = SeededRandom.For(seed, "rolls", context.ContextId).Next(0, MostRolls + 1);
        var rolled = Enumerable.Range(1, rolls).Count(roll => Boundary(roll, rolls) <= share);
        var shownRolls = Enumerable.Range(1, rolled).Count(roll => context.Start + (context.End - context.Start) * Boundary(roll, rolls) + late + slow <= now);
        return Cached(context, share, rolls, rolled, shownRolls, delivered);
    }

    private IReadOnlyList<LogFile> Cached(LogContext context, double share, int rolls, int rolled, int shownRolls, DateTimeOffset delivered)
    {
        var key = BitConverter.DoubleToInt64Bits(share) + shownRolls;
        lock (_gate)
        {
            if (_cache.TryGetValue(context.ContextId, out var known) && known.Shown == key)
                return known.Files;
            var files = Cut(context, share, rolls, rolled, delivered).ToList();
            files.RemoveRange(shownRolls, rolled - shownRolls);
            if (_cache.Count >= MostCached)
                _cache.Clear();
            _cache[context.ContextId] = (key, files);
            return files;
        }
    }

    private IEnumerable<LogFile> Cut(LogContext context, double share, int rolls, int rolled, DateTimeOffset delivered)
    {
        var lines = LinesOf(context);
        var from = 0;
        for (var roll = 1; roll <= rolled; roll++)
        {
            var to = (int)(lines.Count * Boundary(roll, rolls));
            var at = context.Start + (context.End - context.Start) * Boundary(roll, rolls);
            yield return new LogFile(Name(context, roll, rolls), Zipped(Text(context, lines, from, to, roll - 1, at)), at);
            from = to;
        }

        var text = Text(context, lines, from, (int)Math.Ceiling(lines.Count * share), rolled, delivered);
        // Delivery does not wait for the end of a line.
        yield return new LogFile("eventlog", share < 1 && text.Length > 100 ? text.AsMemory(0, text.Length - 37) : text, delivered);
    }

    private IReadOnlyList<string> LinesOf(LogContext context) => context.IsShared || _real.Count == 0
        ? _writer.Lines(context)
        : _real[SeededRandom.For(seed, "real log", context.ContextId).Next(0, _real.Count)];

    private static byte[] Text(LogContext context, IReadOnlyList<string> lines, int from, int to, int rollover, DateTimeOffset at)
    {
        var text = new StringBuilder();
        // Each file begins with a line about itself; the first line of a made-up log is that already.
        if (from > 0 || !lines[0].Contains("DBCEventLoggingListenerMetadata", StringComparison.Ordinal))
            text.Append(LogEvents.Metadata(at, context.ContextId, rollover).ToJsonString()).Append('\n');
        for (var line = from; line < to; line++)
            text.Append(lines[line]).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Zipped(byte[] text)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        return zipped.ToArray();
    }

    private static double Boundary(int roll, int rolls) => (double)roll / (rolls + 1);

    // A minute apart at least, because names have no seconds.
    private static string Name(LogContext context, int roll, int rolls)
    {
        var minutes = Math.Max(1, Math.Floor((context.End - context.Start).TotalMinutes / (rolls + 1)));
        return $"eventlog-{context.Start.AddMinutes(minutes * roll).UtcDateTime:yyyy-MM-dd--HH-mm}.gz";
    }

    private bool Chance(LogContext context, string what, double share) => share > 0 && SeededRandom.For(seed, what, context.ContextId).Chance(share);
}
