namespace DbxServerless.Collector.Check;

/// <summary>Everything that a check found, in the order in which it is shown.</summary>
public sealed record CheckReport(IReadOnlyList<ConnectionStep> Connections, IReadOnlyList<DatasetCheck> Datasets, IReadOnlyList<VisibilityCheck> Visibility)
{
    /// <summary>Whether clusters deliver their logs; empty when the harvest is switched off.</summary>
    public IReadOnlyList<DeliveryCheck> Delivery { get; init; } = [];

    /// <summary>Whether what clusters deliver can be read; empty when the harvest is switched off.</summary>
    public IReadOnlyList<DestinationCheck> Destinations { get; init; } = [];

    /// <summary>Every connection works, every dataset that is not switched off can be collected, and the harvest can read every log.</summary>
    public bool Passed =>
        Connections.All(step => step.Outcome is CheckOutcome.Ok or CheckOutcome.Warning)
        && Datasets.All(dataset => dataset.IsAssessed || dataset.Outcome == CheckOutcome.Off)
        && Destinations.All(destination => destination.Outcome != CheckOutcome.Failed);
}
