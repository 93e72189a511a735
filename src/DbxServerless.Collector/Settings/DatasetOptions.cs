namespace DbxServerless.Collector.Settings;

/// <summary>Switches of one dataset.</summary>
public sealed class DatasetOptions
{
    /// <summary>Off: neither read nor shown as missing, but as off.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Off: its families are not measured.</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>Off: its records are neither remembered nor sent.</summary>
    public bool Records { get; set; } = true;

    /// <summary>Families that are left off the page, by name.</summary>
    public IList<string> WithoutFamilies { get; set; } = [];
}
