using System.CommandLine;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Standalone.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Where settings come from: a JSON file, and environment variables, which win.</summary>
internal static class SettingsFile
{
    private const string DefaultName = "appsettings.json";

    public static Option<FileInfo?> NewOption() => new("--settings")
    {
        Description = $"A JSON file with settings (default: {DefaultName} in the current folder, if there is one). Environment variables win over it.",
        HelpName = "FILE",
    };

    /// <summary>All settings.</summary>
    /// <exception cref="CommandFailure">The file does not exist or is not JSON.</exception>
    public static IConfigurationRoot Load(FileInfo? file)
    {
        if (file is { Exists: false })
            throw new CommandFailure($"The settings file '{file.FullName}' does not exist: give the path of a JSON file with --settings.");
        var path = file?.FullName ?? Path.GetFullPath(DefaultName);
        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: file is null).AddEnvironmentVariables().Build();
        }
        catch (InvalidDataException exception)
        {
            throw new CommandFailure($"The settings file '{path}' is not valid JSON: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }

    /// <summary>The collector's settings, found right.</summary>
    /// <exception cref="CommandFailure">The file does not exist or is not JSON.</exception>
    /// <exception cref="OptionsValidationException">Some are wrong.</exception>
    public static CollectorOptions ReadOptions(FileInfo? file)
    {
        var options = SettingsReader.Read(Load(file));
        return new CollectorOptionsValidator(DatasetCatalog.Product).Validate(null, options) is { Failed: true, Failures: var failures }
            ? throw new OptionsValidationException("", typeof(CollectorOptions), failures)
            : options;
    }
}
