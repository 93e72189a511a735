using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>A system table of typed rows, derived from the history day by day.</summary>
public abstract class SystemTable<TRow>(TableSource source) : SystemTable
    where TRow : class
{
    private readonly Lock _gate = new();
    private readonly List<Shown<TRow>> _rows = [];
    private bool _hasAlways;
    private int _days;

    public sealed override RowSchema Schema => RowSchema.Of(typeof(TRow));

    protected TableSource Source => source;

    /// <summary>The rows that a reader sees at an instant.</summary>
    public virtual IReadOnlyList<TRow> At(DateTimeOffset instant)
    {
        if (source.IsEmpty())
            return [];
        var days = source.History.DaysThrough(instant);
        lock (_gate)
        {
            if (!_hasAlways)
                _rows.AddRange(Always());
            _hasAlways = true;
            for (; _days < days.Count; _days++)
                _rows.AddRange(Of(days[_days]));
            return [.. _rows.Where(row => row.From <= instant && !(row.Until <= instant)).Select(row => row.Row)];
        }
    }

    public sealed override IEnumerable<object> RowsAt(DateTimeOffset instant) => At(instant);

    /// <summary>Rows that do not belong to a day.</summary>
    protected virtual IEnumerable<Shown<TRow>> Always() => [];

    /// <summary>The rows that come from what began on a day.</summary>
    protected virtual IEnumerable<Shown<TRow>> Of(HistoryDay day) => [];

    /// <summary>How long after the fact a row shows.</summary>
    protected TimeSpan Delay(Lateness lateness, params ReadOnlySpan<string> row)
    {
        if (lateness.Worst == TimeSpan.Zero)
            return TimeSpan.Zero;
        var random = SeededRandom.For(source.History.Settings.Seed, [Name, .. row]);
        return random.Chance(lateness.LateShare) ? random.Time(lateness.Usual, lateness.Worst) : random.Time(lateness.Usual / 8, lateness.Usual);
    }
}
