using System.Globalization;
using DbxServerless.Databricks;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Statements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>The cloud storage behind external links: signed addresses for a quarter of an hour, which a bearer token spoils.</summary>
internal sealed class ResultLinks(SimulatorOptions options, StatementStore store, TimeProvider time) : IEndpoints
{
    private const string Key = "x-simulator-key";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public void Map(WebApplication app) => app.MapGet("/simulator-storage/{id}/{index:int}", GetAsync);

    public ExternalLink Make(HttpContext context, SimulatedStatement statement, int index)
    {
        var expires = time.GetUtcNow() + Life;
        var until = expires.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return new ExternalLink
        {
            Address = $"{context.Request.Scheme}://{context.Request.Host}/simulator-storage/{statement.Id}/{index}?se={until}&sig={Signature(statement.Id, index, until)}",
            Expiration = expires,
            ChunkIndex = index,
            HttpHeaders = new Dictionary<string, string> { [Key] = statement.Id },
        };
    }

    private Task GetAsync(HttpContext context, string id, int index)
    {
        var until = context.Request.Query["se"].ToString();
        if (context.Request.Headers.ContainsKey("Authorization"))
            return Refuse(context, StatusCodes.Status400BadRequest, "InvalidAuthenticationInfo", "An address with a signature takes no Authorization header.");
        if (context.Request.Query["sig"] != Signature(id, index, until) || context.Request.Headers[Key] != id)
            return Refuse(context, StatusCodes.Status403Forbidden, "AuthenticationFailed", "The signature does not fit, or a header is missing.");
        if (time.GetUtcNow().ToUnixTimeMilliseconds() >= long.Parse(until, CultureInfo.InvariantCulture))
            return Refuse(context, StatusCodes.Status403Forbidden, "AuthenticationFailed", "The address has expired.");
        return store.Find(id)?.ResultAt(time.GetUtcNow()) is { } outcome
            ? context.Json(outcome.Rows.Skip(index * options.ChunkRows).Take(options.ChunkRows).ToList(), DatabricksJson.Default.Rows)
            : Refuse(context, StatusCodes.Status404NotFound, "BlobNotFound", "The specified blob does not exist.");
    }

    private string Signature(string id, int index, string until) =>
        SeededRandom.Hex(options.Seed, 16, "link", id, index.ToString(CultureInfo.InvariantCulture), until);

    private static Task Refuse(HttpContext context, int status, string code, string message) => context.Text(
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>", "application/xml", status);
}
