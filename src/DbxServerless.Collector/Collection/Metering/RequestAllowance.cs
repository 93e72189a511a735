namespace DbxServerless.Collector.Collection.Metering;

/// <summary>Requests a second that all processes together may send to a workspace.</summary>
/// <param name="Configured">As the settings say.</param>
/// <param name="Now">What is left of that after the workspace refused some.</param>
internal sealed record RequestAllowance(double Configured, double Now);
