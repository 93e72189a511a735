using System.CommandLine;
using System.Globalization;
using DbxServerless.Standalone.Hosting;

namespace DbxServerless.Standalone.Commands;

/// <summary>What <c>run</c> and <c>demo</c> have in common.</summary>
internal static class CollectorArguments
{
    public static Option<int?> Port()
    {
        var port = new Option<int?>("--port") { Description = $"Port of /metrics; 0 takes a free one (default: {WebOptions.DefaultPort}).", HelpName = "PORT" };
        // What is no number at all is told by the parser.
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var given) && given is < 0 or > 65535)
                result.AddError("--port must be from 0 to 65535.");
        });
        return port;
    }

    public static Option<DirectoryInfo> Data(string folder) => new("--data")
    {
        Description = "The folder for records and state; it is made when it does not exist. Two processes may share one.",
        DefaultValueFactory = _ => new DirectoryInfo(folder),
        HelpName = "FOLDER",
    };
}
