using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Identity;

/// <summary>Users, groups and service principals by SCIM.</summary>
internal sealed class ScimEndpoints(WorkspacePeople people, TimeProvider time) : IEndpoints
{
    private const string Prefix = "/api/2.0/preview/scim/v2";
    private const int UsualPage = 100;

    public void Map(WebApplication app)
    {
        app.MapGet($"{Prefix}/Users", (HttpContext context) => AnswerAsync(context, people.At(time.GetUtcNow(), users: true), DescribeUser));
        app.MapGet($"{Prefix}/ServicePrincipals", (HttpContext context) => AnswerAsync(context, people.At(time.GetUtcNow(), users: false), DescribePrincipal));
        app.MapGet($"{Prefix}/Groups", (HttpContext context) =>
        {
            var members = people.At(time.GetUtcNow(), users: true).Concat(people.At(time.GetUtcNow(), users: false))
                .SelectMany(person => person.Groups.Select(group => (group, person))).ToLookup(pair => pair.group, pair => pair.person);
            return AnswerAsync(context, [.. people.Groups], group => DescribeGroup(group.Key, group.Value, members[group.Key]));
        });
    }

    private static Task AnswerAsync<T>(HttpContext context, IReadOnlyList<T> all, Func<T, JsonObject> describe)
    {
        var count = Number(context, "count", UsualPage);
        var start = Math.Max(1, Number(context, "startIndex", 1));
        var attributes = context.Text("attributes")?.Split(',');
        var page = all.Skip(start - 1).Take(Math.Max(0, count)).Select(describe).ToList();
        foreach (var left in page.SelectMany(resource => resource.Select(member => (resource, member.Key)).ToList()))
        {
            if (attributes?.Contains(left.Key) == false && left.Key != "schemas")
                left.resource.Remove(left.Key);
        }

        var answer = new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
            ["totalResults"] = all.Count,
            ["startIndex"] = start,
            ["itemsPerPage"] = page.Count,
        };
        if (page.Count > 0)
            answer["Resources"] = new JsonArray([.. page]);
        return context.Json(answer);
    }

    private JsonObject DescribeUser(Person person)
    {
        var answer = Describe(person, "User");
        answer["userName"] = person.Name;
        answer["emails"] = new JsonArray(new JsonObject { ["value"] = person.Name, ["type"] = "work", ["primary"] = true });
        return answer;
    }

    private JsonObject DescribePrincipal(Person person)
    {
        var answer = Describe(person, "ServicePrincipal");
        answer["applicationId"] = person.Name;
        return answer;
    }

    private JsonObject Describe(Person person, string kind) => new()
    {
        ["schemas"] = new JsonArray($"urn:ietf:params:scim:schemas:core:2.0:{kind}"),
        ["id"] = person.Id,
        ["displayName"] = person.DisplayName,
        ["active"] = person.IsActive,
        ["groups"] = new JsonArray([.. person.Groups.Select(group => (JsonNode)new JsonObject
        {
            ["display"] = people.Groups[group],
            ["type"] = "direct",
            ["value"] = group,
            ["$ref"] = $"Groups/{group}",
        })]),
        ["entitlements"] = new JsonArray(new JsonObject { ["value"] = "workspace-access" }),
    };

    private static JsonObject DescribeGroup(string id, string name, IEnumerable<Person> members)
    {
        var answer = new JsonObject
        {
            ["id"] = id,
            ["displayName"] = name,
            ["meta"] = new JsonObject { ["resourceType"] = name == "admins" ? "WorkspaceGroup" : "Group" },
            ["members"] = new JsonArray([.. members.Select(member => (JsonNode)new JsonObject
            {
                ["display"] = member.DisplayName,
                ["value"] = member.Id,
                ["$ref"] = $"{(member.IsUser ? "Users" : "ServicePrincipals")}/{member.Id}",
            })]),
        };
        if (name is "admins" or "observers")
            answer["entitlements"] = new JsonArray(new JsonObject { ["value"] = "databricks-sql-access" });
        return answer;
    }

    private static int Number(HttpContext context, string name, int usual) =>
        int.TryParse(context.Text(name), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
