using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.Answers;

/// <summary>The rows that a statement gives.</summary>
public sealed record Result(RowSchema Schema, IReadOnlyList<object> Rows)
{
    public static Result Of<TRow>(IEnumerable<TRow> rows)
        where TRow : class => new(RowSchema.Of(typeof(TRow)), [.. rows]);
}
