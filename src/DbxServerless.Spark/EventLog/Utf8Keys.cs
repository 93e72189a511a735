using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DbxServerless.Spark.EventLog;

/// <summary>Lets UTF-8 bytes be looked up among strings without making a string.</summary>
internal sealed class Utf8Keys : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const int StackBytes = 256;

    public static Utf8Keys Comparer { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (Ascii.Equals(alternate, other))
        {
            return true;
        }

        return !Ascii.IsValid(alternate) && string.Equals(Create(alternate), other, StringComparison.Ordinal);
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    public int GetHashCode([DisallowNull] string obj)
    {
        Span<byte> small = stackalloc byte[StackBytes];
        var length = Encoding.UTF8.GetByteCount(obj);
        var bytes = length <= StackBytes ? small[..length] : new byte[length];
        Encoding.UTF8.GetBytes(obj, bytes);
        return GetHashCode(bytes);
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }
}
