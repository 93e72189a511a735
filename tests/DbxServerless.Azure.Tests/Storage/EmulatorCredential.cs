using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Azure.Core;

namespace DbxServerless.Azure.Tests.Storage;

/// <summary>Tokens as the emulator takes them: of the right form, audience and time, and not signed.</summary>
internal sealed class EmulatorCredential : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        requestContext.Scopes.ShouldBe(["https://storage.azure.com/.default"]);
        var now = TimeProvider.System.GetUtcNow();
        var expires = now.AddHours(1);
        var claims = new
        {
            aud = "https://storage.azure.com",
            iss = "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
            iat = now.ToUnixTimeSeconds(),
            nbf = now.AddMinutes(-1).ToUnixTimeSeconds(),
            exp = expires.ToUnixTimeSeconds(),
        };
        return new AccessToken($"{Part(new { alg = "RS256", typ = "JWT" })}.{Part(claims)}.{Encode("none")}", expires);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    private static string Part(object value) => Encode(JsonSerializer.Serialize(value));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
