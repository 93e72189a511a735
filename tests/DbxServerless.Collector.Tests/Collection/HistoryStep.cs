using DbxServerless.Collector.Collection;

namespace DbxServerless.Collector.Tests.Collection;

/// <summary>One step of a made-up history.</summary>
public abstract record HistoryStep
{
    /// <summary>A thing appears or changes; the source shows it only later.</summary>
    public sealed record Change(int Key, int HoursMoved, bool BecomesFinal, int MinutesLate) : HistoryStep;

    /// <summary>Time passes and a pass runs, in some order, with some things given more than once, and perhaps with a fault on the way.</summary>
    public sealed record Pass(int Minutes, CollectionPass Kind, int Order, Fault? Disturbance) : HistoryStep;

    /// <summary>The n-th storage operation of a pass fails.</summary>
    public sealed record Fault(int Operation, bool Afterwards, bool Dies);
}
