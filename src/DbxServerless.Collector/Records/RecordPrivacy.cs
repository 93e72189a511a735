using System.Security.Cryptography;
using System.Text;
using DbxServerless.Collector.Settings;

namespace DbxServerless.Collector.Records;

/// <summary>
/// What of a text leaves in a record, by its class: names of people are kept, hashed or dropped, free texts are cut and cleared of secrets.
/// Every record is written through it (<see cref="RecordSchema{TRecord}.Collect"/>), so that no dataset can forget it.
/// </summary>
public sealed class RecordPrivacy
{
    private const string CutMark = "…";
    private const int HashDigits = 32;

    // A secret that begins before the cut is recognised whole when this much of the text after the cut is looked at too.
    private const int LookAhead = 4096;

    private readonly PrivacyOptions _options;
    private readonly byte[] _hashKey;

    /// <exception cref="InvalidOperationException">Names are to be hashed, but there is no key.</exception>
    public RecordPrivacy(PrivacyOptions options)
    {
        _options = options;
        _hashKey = Encoding.UTF8.GetBytes(options.HashKey ?? "");
        if (options.UserNames == PersonalNames.Hash && _hashKey.Length == 0)
            throw new InvalidOperationException("User names cannot be hashed without a key; set Privacy__HashKey.");
    }

    /// <summary>As the settings are when nobody changes them.</summary>
    public static RecordPrivacy Default { get; } = new(new PrivacyOptions());

    /// <summary>Whether nothing of the class may leave.</summary>
    public bool Hides(FieldClass fieldClass) => fieldClass switch
    {
        FieldClass.Personal => _options.UserNames == PersonalNames.Drop,
        FieldClass.FreeText => _options.FreeTextLength <= 0,
        _ => false,
    };

    /// <returns>What may leave of the text, or null when nothing may.</returns>
    public string? Apply(FieldClass fieldClass, string? text) => fieldClass switch
    {
        _ when text is null || Hides(fieldClass) => null,
        FieldClass.Personal when _options.UserNames == PersonalNames.Hash => Hash(text),
        FieldClass.FreeText => FreeText(text),
        _ => text,
    };

    // Mail addresses come in any case and are one person.
    private string Hash(string name) => Convert
        .ToHexStringLower(HMACSHA256.HashData(_hashKey, Encoding.UTF8.GetBytes(name.Trim().ToLowerInvariant())))[..HashDigits];

    private string FreeText(string text)
    {
        var length = _options.FreeTextLength;
        var isLong = text.Length > length + LookAhead;
        var clean = Secrets.Redact(isLong ? text[..(length + LookAhead)] : text);
        if (clean.Length <= length && !isLong)
            return clean;
        // A character outside the basic plane is two chars; it is not cut in half.
        var end = Math.Min(length, clean.Length);
        if (char.IsHighSurrogate(clean[end - 1]))
            end--;
        return clean[..end] + CutMark;
    }
}
