using System.Text.Json;

namespace DbxServerless.Collector.Harvest.State;

/// <summary>What is kept of a run that succeeded, so that later ones can be compared with it.</summary>
/// <param name="End">When the run ended: only runs that ended later are compared with it.</param>
/// <param name="LogEnd">When its part of the log ended; the latest of a run's tries counts.</param>
/// <param name="Fingerprint">The fingerprint of the run's application.</param>
internal sealed record KeptFingerprint(string RunId, DateTimeOffset End, DateTimeOffset LogEnd, JsonElement Fingerprint);
