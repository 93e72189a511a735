using DbxServerless.Databricks;

namespace DbxServerless.Simulator.Statements;

/// <summary>One statement from its submission on. Its state follows from the time.</summary>
internal sealed class SimulatedStatement(
    string id, StatementRequest request, DateTimeOffset begins, DateTimeOffset ends, Func<StatementRequest, DateTimeOffset, StatementOutcome> run)
{
    private static readonly TimeSpan ResultLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan StatementLife = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private StatementOutcome? _outcome;
    private DateTimeOffset? _canceled;

    public string Id => id;

    public StatementRequest Request => request;

    public bool IsExternal => request.Disposition == "EXTERNAL_LINKS";

    public DateTimeOffset Ends => ends;

    public StatementStatus StatusAt(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_canceled is not null)
                return new StatementStatus { State = "CANCELED" };
            if (now < begins)
                return new StatementStatus { State = "PENDING" };
            if (now < ends)
                return new StatementStatus { State = "RUNNING" };
            return Outcome().Failure ?? new StatementStatus { State = now < ends + ResultLife ? "SUCCEEDED" : "CLOSED" };
        }
    }

    /// <summary>The result, while it can be read.</summary>
    public StatementOutcome? ResultAt(DateTimeOffset now) => StatusAt(now).State == "SUCCEEDED" ? Outcome() : null;

    public bool IsForgottenAt(DateTimeOffset now) => now >= (_canceled ?? ends) + StatementLife;

    public void Cancel(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now < ends)
                _canceled ??= now;
        }
    }

    // It sees the tables as they are when it begins.
    private StatementOutcome Outcome()
    {
        lock (_gate)
            return _outcome ??= run(request, begins);
    }
}
