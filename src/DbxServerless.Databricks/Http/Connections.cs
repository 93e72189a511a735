using System.Net;
using System.Security.Authentication;

namespace DbxServerless.Databricks;

/// <summary>The connections to a workspace: TLS 1.2 or newer, certificates checked as the system does, no redirect followed.</summary>
internal static class Connections
{
    public static SocketsHttpHandler NewHandler() => new()
    {
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        // The address of a workspace may change.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
