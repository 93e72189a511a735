using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Identity;

/// <summary>The tokens of everybody, as admins see them.</summary>
internal sealed class TokenManagementEndpoints(WorkspacePeople people, TimeProvider time) : IEndpoints
{
    public void Map(WebApplication app) => app.MapGet("/api/2.0/token-management/tokens", (HttpContext context) => context.Json(new JsonObject
    {
        ["token_infos"] = new JsonArray([.. people.Tokens.Where(token => token.IsListedAt(time.GetUtcNow())).Select(Describe)]),
    }));

    private JsonNode Describe(PersonalToken token) => new JsonObject
    {
        ["token_id"] = token.Id,
        ["comment"] = token.Comment,
        ["creation_time"] = token.Created.ToUnixTimeMilliseconds(),
        ["expiry_time"] = token.Lifetime is { } lifetime ? (token.Created + lifetime).ToUnixTimeMilliseconds() : -1,
        ["created_by_id"] = long.Parse(token.Owner.Id),
        ["created_by_username"] = token.Owner.Name,
        ["owner_id"] = long.Parse(token.Owner.Id),
        ["last_used_day"] = time.GetUtcNow().Date is var today && token.Created < today ? new DateTimeOffset(today, TimeSpan.Zero).ToUnixTimeMilliseconds() : null,
    };
}
