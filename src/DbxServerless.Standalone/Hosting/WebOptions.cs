using Microsoft.Extensions.Configuration;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Settings of the page that Prometheus scrapes (<c>Web__…</c>).</summary>
internal sealed record WebOptions
{
    public const int DefaultPort = 9976;

    /// <summary>Port of <c>/metrics</c>; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Address to listen on: <c>localhost</c>, an IP address of this machine, or <c>*</c> for all.</summary>
    public string Address { get; init; } = "localhost";

    /// <summary>When set, <c>/metrics</c> wants it as bearer token.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>The settings, of which the command line's port wins.</summary>
    public static WebOptions From(IConfiguration settings, int? port)
    {
        var web = settings.GetSection("Web");
        return new WebOptions
        {
            Port = port ?? (int.TryParse(web[nameof(Port)], out var set) ? set : DefaultPort),
            Address = web[nameof(Address)] is { Length: > 0 } address ? address : "localhost",
            MetricsToken = web[nameof(MetricsToken)],
        };
    }
}
