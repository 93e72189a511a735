using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace DbxServerless.Azure.Tests.Storage;

/// <summary>The blob part of the storage emulator, over https, so that it takes bearer tokens.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";

    // tests/azurite, from tests/PROJECT/bin/MODE/CONFIGURATION/FRAMEWORK.
    private static readonly string Install = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "azurite"));

    private readonly string _folder = Directory.CreateTempSubdirectory("azurite").FullName;
    private Process? _process;
    private X509Certificate2? _certificate;
    private Uri _endpoint = null!;

    /// <summary>A client of a container that is not there yet.</summary>
    public BlobContainerClient NewContainer() => new(
        new Uri($"{_endpoint}/c{Guid.NewGuid():N}"), new EmulatorCredential(), new BlobClientOptions { Transport = new HttpClientTransport(NewHttpClient()) });

    public async Task InitializeAsync()
    {
        // npm writes this file last.
        if (!File.Exists(Path.Combine(Install, "node_modules", ".package-lock.json")))
            await RunAsync(Install, "npm", "ci --no-fund --no-audit --ignore-scripts");
        WriteCertificate();
        var port = FreePort();
        _endpoint = new Uri($"https://127.0.0.1:{port}/{Account}");
        _process = Start(
            Install, "node",
            $"node_modules/azurite/dist/src/blob/main.js --blobHost 127.0.0.1 --blobPort {port} --location {_folder} --skipApiVersionCheck " +
            $"--disableTelemetry --silent --oauth basic --cert {_folder}/cert.pem --key {_folder}/key.pem");
        using var client = NewHttpClient();
        while (!await AnswersAsync(client))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"Azurite ended with {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync()}");
        }
    }

    public async Task DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
        _certificate?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Trusts the emulator's certificate and no other.
    private HttpClient NewHttpClient() => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == _certificate!.Thumbprint,
    });

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(_endpoint);
            return true;
        }
        catch (HttpRequestException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            return false;
        }
    }

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string folder, string command, string arguments)
    {
        using var process = Start(folder, command, arguments);
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{command} {arguments}' in {folder} failed: {string.Concat(output)}");
    }

    private static Process Start(string folder, string command, string arguments) => Process.Start(
        new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
