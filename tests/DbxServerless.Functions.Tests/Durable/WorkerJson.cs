using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DbxServerless.Functions.Tests.Durable;

/// <summary>
/// JSON as the worker and its durable extension read and write it: with the options that the app registers. The extension knows of no
/// others when an orchestrator asks for its input.
/// </summary>
internal static class WorkerJson
{
    public static JsonSerializerOptions Options { get; } = new ServiceCollection()
        .AddDbxServerlessFunctions(new ConfigurationBuilder().Build())
        .BuildServiceProvider()
        .GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
}
