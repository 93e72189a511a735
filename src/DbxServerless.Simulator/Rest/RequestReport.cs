namespace DbxServerless.Simulator.Rest;

/// <summary>What <c>GET /simulator/requests</c> answers.</summary>
internal sealed record RequestReport(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<LoggedRequest> Requests);
