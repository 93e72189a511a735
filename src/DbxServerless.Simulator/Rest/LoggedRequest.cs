namespace DbxServerless.Simulator.Rest;

/// <summary>A request that came, and what was answered.</summary>
/// <param name="Status">0 when no answer was given.</param>
public sealed record LoggedRequest(DateTimeOffset At, string Method, string Path, int Status, string? UserAgent, string? AuthorizationScheme);
