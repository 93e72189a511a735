namespace DbxServerless.Collector.Harvest;

/// <summary>A step that cannot be done now: one sentence that says why, and what mends it.</summary>
internal sealed class HarvestException(string reason, string mend) : Exception($"{reason} {mend}".TrimEnd())
{
    public string Reason => reason;

    public string Mend => mend;
}
