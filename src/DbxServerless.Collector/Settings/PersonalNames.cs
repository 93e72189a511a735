namespace DbxServerless.Collector.Settings;

/// <summary>What becomes of user names.</summary>
public enum PersonalNames
{
    Keep,

    /// <summary>Replaced by an HMAC-SHA256 of the name, so that one person stays one person.</summary>
    Hash,

    Drop,
}
