using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>Reads the query of a request.</summary>
internal static class Query
{
    public static string? Text(this HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public static bool Flag(this HttpContext context, string name) => context.Text(name) is "true";

    public static DateTimeOffset? Instant(this HttpContext context, string name) =>
        long.TryParse(context.Text(name), CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>The size of a page, or null when it is not allowed.</summary>
    public static int? PageSize(this HttpContext context, string name, int usual, int most) => context.Text(name) switch
    {
        null => usual,
        "0" => most,
        var text => int.TryParse(text, CultureInfo.InvariantCulture, out var size) && size > 0 && size <= most ? size : null,
    };

    public static Task InvalidAsync(this HttpContext context, string message) =>
        context.Error(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", message);
}
