using System.Text.Json;
using DbxServerless.Azure.Settings;
using DbxServerless.Collector.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DbxServerless.Functions.Tests;

/// <summary>The files that the Functions host reads, as they are copied beside the app.</summary>
public sealed class HostFilesTests
{
    [Fact]
    public void The_sample_settings_start_the_app_with_nothing_else_set()
    {
        using var services = new ServiceCollection().AddLogging().AddDbxServerlessFunctions(Sample()).BuildServiceProvider();

        services.GetRequiredService<IOptions<CollectorOptions>>().Value.Workspaces.ShouldHaveSingleItem().Host.ShouldBe("http://localhost:9977");
        services.GetRequiredService<IOptions<AzureOptions>>().Value.Storage.ConnectionString.ShouldBe("UseDevelopmentStorage=true");
    }

    [Fact]
    public void Every_schedule_of_a_timer_is_in_the_sample_settings()
    {
        var sample = Sample();

        foreach (var schedule in new[] { "Fast", "Regular", "Slow" })
            sample[$"Schedules:{schedule}"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Settings_that_are_wrong_are_sentences_for_both_kinds()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Schedules:Fast", (string?)"hourly")]).Build();
        using var services = new ServiceCollection().AddLogging().AddDbxServerlessFunctions(configuration).BuildServiceProvider();

        var problems = new[] { Failures<CollectorOptions>(services), Failures<AzureOptions>(services) }.SelectMany(failures => failures).ToList();

        problems.ShouldContain(problem => problem.StartsWith("Schedules__Fast is 'hourly'", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith("No workspace is given", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith("There is no sink 'default'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_host_serves_routes_without_a_prefix_and_versions_orchestrations()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var extensions = host.RootElement.GetProperty("extensions");

        extensions.GetProperty("http").GetProperty("routePrefix").GetString().ShouldBe("");
        extensions.GetProperty("durableTask").GetProperty("defaultVersion").GetString().ShouldNotBeNullOrEmpty();
        TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, null).ShouldBeLessThanOrEqualTo(TimeSpan.FromHours(1));
    }

    private static IReadOnlyList<string> Failures<T>(IServiceProvider services)
        where T : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<T>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }

    // As Core Tools give them: environment variables, in whose names __ stands for a level.
    private static IConfiguration Sample()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "local.settings.json")));
        return new ConfigurationBuilder().AddInMemoryCollection(file.RootElement.GetProperty("Values").EnumerateObject()
            .Select(setting => KeyValuePair.Create(setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value.GetString()))).Build();
    }
}
