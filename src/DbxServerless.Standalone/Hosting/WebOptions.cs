using System.Globalization;
using System.Net;
using DbxServerless.Standalone.CommandLine;
using Microsoft.Extensions.Configuration;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Settings of the page that Prometheus scrapes (<c>Web__…</c>).</summary>
internal sealed record WebOptions
{
    public const int DefaultPort = 9976;

    private const string Section = "Web";

    /// <summary>Port of <c>/metrics</c>; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Address to listen on: <c>localhost</c>, an IP address of this machine, or <c>*</c> for all.</summary>
    public string Address { get; init; } = "localhost";

    /// <summary>When set, <c>/metrics</c> wants it as bearer token.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>Whether others than this machine can ask, without a token.</summary>
    public bool IsOpenToOthers => MetricsToken is null && Address != "localhost" && !(IPAddress.TryParse(Address, out var address) && IPAddress.IsLoopback(address));

    /// <summary>What Kestrel is told.</summary>
    public string Url
    {
        get
        {
            // A free port is chosen on one address only.
            var host = this is { Address: "localhost", Port: 0 } ? "127.0.0.1" : Address.Contains(':') ? $"[{Address}]" : Address;
            return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{Port}");
        }
    }

    /// <summary>The settings, of which the command line's port wins.</summary>
    /// <exception cref="CommandFailure">One is wrong or unknown.</exception>
    public static WebOptions From(IConfiguration settings, int? port)
    {
        var web = new WebOptions();
        foreach (var setting in settings.GetSection(Section).GetChildren().Where(setting => !string.IsNullOrWhiteSpace(setting.Value)))
        {
            var value = setting.Value!.Trim();
            web = setting.Key.ToLowerInvariant() switch
            {
                "port" => int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 65535
                    ? web with { Port = number }
                    : throw new CommandFailure($"{Section}__Port is '{value}'; write a port from 0 to 65535."),
                "address" => value is "localhost" or "*" || IPAddress.TryParse(value, out _)
                    ? web with { Address = value }
                    : throw new CommandFailure($"{Section}__Address is '{value}'; write localhost, an IP address of this machine, or * for all."),
                "metricstoken" => web with { MetricsToken = value },
                _ => throw new CommandFailure($"{Section}__{setting.Key} is no setting; there are {Section}__Port, {Section}__Address and {Section}__MetricsToken."),
            };
        }

        return port is { } given ? web with { Port = given } : web;
    }
}
