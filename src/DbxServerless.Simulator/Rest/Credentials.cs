using System.Collections.Concurrent;
using DbxServerless.Simulator.History;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>Who is let in: the tokens that were issued, and the personal one.</summary>
internal sealed class Credentials(SimulatorOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiries = new();
    private int _issued;

    public string Issue()
    {
        var token = $"eyJ-simulator-{SeededRandom.Guid(options.Seed, "token", Interlocked.Increment(ref _issued).ToString())}";
        _expiries[token] = time.GetUtcNow() + options.TokenLifetime;
        return token;
    }

    /// <summary>Makes the token of a request worthless, where it was issued.</summary>
    public void Drop(HttpContext context)
    {
        if (TokenOf(context) is { } token)
            _expiries.TryRemove(token, out _);
    }

    /// <summary>Lets a request in, or answers why not.</summary>
    public async Task<bool> LetInAsync(HttpContext context)
    {
        if (TokenOf(context) is not { } token)
        {
            await context.NumberedError(StatusCodes.Status401Unauthorized,
                $"Credential was not sent or was of an unsupported type for this API. [ReqId: {context.TraceIdentifier}]");
            return false;
        }

        if (token == options.Token || (_expiries.TryGetValue(token, out var expiry) && time.GetUtcNow() < expiry))
            return true;
        await RefuseAsync(context);
        return false;
    }

    public static Task RefuseAsync(HttpContext context) => context.NumberedError(StatusCodes.Status403Forbidden, "Invalid access token.");

    private static string? TokenOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header.Length > 7 ? header[7..].Trim() : null;
    }
}
