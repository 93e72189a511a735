namespace DbxServerless.Azure.Settings;

/// <summary>A place for records: a Log Analytics workspace through data collection rules, or a folder of blobs.</summary>
public sealed class SinkOptions
{
    /// <summary>The data collection rules, each with its tables: a rule takes ten at most.</summary>
    public IList<RuleOptions> Rules { get; set; } = [];

    /// <summary>Instead of rules: records become JSON lines in blobs under this name. For trying the app out.</summary>
    public string? Folder { get; set; }

    /// <summary>Audience of the tokens; another one in other clouds (<c>https://monitor.azure.us</c>, <c>https://monitor.azure.cn</c>).</summary>
    public string Audience { get; set; } = "https://monitor.azure.com";
}
