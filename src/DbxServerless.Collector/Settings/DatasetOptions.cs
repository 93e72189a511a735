namespace DbxServerless.Collector.Settings;

/// <summary>Switches of one dataset.</summary>
public sealed class DatasetOptions
{
    /// <summary>Whether the dataset is collected at all. One that is off is shown as off, not as missing.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether its families are measured.</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>Whether its records are remembered and sent.</summary>
    public bool Records { get; set; } = true;

    /// <summary>Families that are left off the page, by name.</summary>
    public IList<string> WithoutFamilies { get; set; } = [];
}
