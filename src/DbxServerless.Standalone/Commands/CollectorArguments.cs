using System.CommandLine;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Hosting;

namespace DbxServerless.Standalone.Commands;

/// <summary>What <c>run</c> and <c>demo</c> have in common.</summary>
internal static class CollectorArguments
{
    public static Option<int?> Port() => new Option<int?>("--port")
    {
        Description = $"Port of /metrics; 0 takes a free one (default: {WebOptions.DefaultPort}).",
        HelpName = "PORT",
    }.WithinPorts();

    /// <summary>Only what can be a port.</summary>
    public static Option<T> WithinPorts<T>(this Option<T> option) => option.Within(0, 65535, "--port must be from 0 to 65535.");

    public static Option<DirectoryInfo> Data(string folder) => new("--data")
    {
        Description = "The folder for records and state; it is made when it does not exist. Two processes may share one.",
        DefaultValueFactory = _ => new DirectoryInfo(folder),
        HelpName = "FOLDER",
    };
}
