namespace DbxServerless.Collector.Check;

/// <summary>Everything that a check found, in the order in which it is shown.</summary>
public sealed record CheckReport(IReadOnlyList<ConnectionStep> Connections, IReadOnlyList<DatasetCheck> Datasets, IReadOnlyList<VisibilityCheck> Visibility)
{
    /// <summary>Whether clusters deliver their logs; empty when the harvest is switched off.</summary>
    public IReadOnlyList<DeliveryCheck> Delivery { get; init; } = [];

    /// <summary>Every connection works and every dataset that is not switched off can be collected.</summary>
    public bool Passed =>
        Connections.All(step => step.Outcome is CheckOutcome.Ok or CheckOutcome.Warning)
        && Datasets.All(dataset => dataset.IsAssessed || dataset.Outcome == CheckOutcome.Off);
}
