using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>What of people and of texts leaves in records.</summary>
public sealed class PrivacyOptions
{
    /// <summary>What becomes of user names in records.</summary>
    public PersonalNames UserNames { get; set; } = PersonalNames.Keep;

    /// <summary>Key of the hash when user names are hashed: 16 or more random characters.</summary>
    public string? HashKey { get; set; }

    /// <summary>Characters kept of a free text (query texts, error messages), after secrets were taken out; 0 leaves free texts out.</summary>
    [Range(0, 20_000)]
    public int FreeTextLength { get; set; } = 1000;
}
