using System.Globalization;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Another process downloads the log.</summary>
internal sealed class LogHeldException(string clusterId, string contextId, DateTimeOffset until) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"Another process downloads the log of the Spark context {contextId} of the cluster {clusterId}, until {until:HH:mm:ss} UTC at the latest."));
