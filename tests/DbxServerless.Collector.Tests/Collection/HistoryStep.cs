using DbxServerless.Collector.Collection;

namespace DbxServerless.Collector.Tests.Collection;

/// <summary>One step of a made-up history.</summary>
public abstract record HistoryStep
{
    /// <summary>A thing appears or changes; the source shows it only later.</summary>
    public sealed record Change(int Key, int HoursMoved, bool BecomesFinal, int MinutesLate) : HistoryStep;

    /// <summary>Time passes and a pass runs, in some order, with some things given more than once, and perhaps disturbed.</summary>
    public sealed record Pass(int Minutes, CollectionPass Kind, int Order, Disturbance? Trouble) : HistoryStep;

    /// <summary>What happens during a pass.</summary>
    public abstract record Disturbance;

    /// <summary>The n-th storage operation of the pass fails.</summary>
    public sealed record Fault(int Operation, bool Afterwards, bool Dies) : Disturbance;

    /// <summary>Before the n-th save of the pass another process carries a whole pass through.</summary>
    public sealed record Rival(int Save) : Disturbance;
}
