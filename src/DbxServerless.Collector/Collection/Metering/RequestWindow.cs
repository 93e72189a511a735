namespace DbxServerless.Collector.Collection.Metering;

/// <summary>What all processes together have taken of one window of time, and how far the budget is lowered.</summary>
/// <param name="Start">When the window began.</param>
/// <param name="Taken">Requests that are given out, sent or not.</param>
/// <param name="Halvings">How often the budget was halved.</param>
/// <param name="Lowered">When it was last halved.</param>
internal sealed record RequestWindow(DateTimeOffset Start, int Taken, int Halvings, DateTimeOffset Lowered);
