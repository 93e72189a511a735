using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Lets a request through that carries the token; without a configured token, every request.</summary>
internal sealed class BearerGate(string? token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _expected = string.IsNullOrEmpty(token) ? null : Hash(token);

    public bool Allows(HttpRequest request)
    {
        if (_expected is null)
            return true;
        var header = request.Headers.Authorization.ToString();
        // Hashes are compared, so that not even the token's length shows in the time it takes.
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), _expected);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
