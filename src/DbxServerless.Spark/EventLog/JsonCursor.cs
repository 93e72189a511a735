using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Walks one line of minified JSON forwards, for the events that make up nearly all of a log.
/// It accepts only valid JSON. What it does not know (white space between tokens, escapes in keys) it refuses:
/// the caller then lets <see cref="Utf8JsonReader"/> judge and minify the line.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text, int maxDepth)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    public readonly bool AtEnd => _at == _text.Length;

    public readonly bool IsAtNumber => (uint)_at < (uint)_text.Length && _text[_at] is (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    /// <summary>Where the cursor stands; setting it goes back or forth.</summary>
    public int Position
    {
        readonly get => _at;
        set => _at = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(byte character)
    {
        if ((uint)_at < (uint)_text.Length && _text[_at] == character)
        {
            _at++;
            return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(ReadOnlySpan<byte> literal)
    {
        if (_text[_at..].StartsWith(literal))
        {
            _at += literal.Length;
            return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(in JsonKey key)
    {
        if (key.IsAt(_text, _at))
        {
            _at += key.Length;
            return true;
        }

        return false;
    }

    /// <summary>A key without escapes, and its colon.</summary>
    public bool TryReadKey(out ReadOnlySpan<byte> key) => TryReadPlainString(out key) && TryTake((byte)':');

    /// <summary>A string without escapes.</summary>
    public bool TryReadPlainString(out ReadOnlySpan<byte> value)
    {
        if (TryTake((byte)'"'))
        {
            return TryReadPlainStringEnd(out value);
        }

        value = default;
        return false;
    }

    /// <summary>The rest of a string whose opening quote was taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadPlainStringEnd(out ReadOnlySpan<byte> value)
    {
        var end = JsonText.PlainEnd(_text, _at);
        if ((uint)end < (uint)_text.Length && _text[end] == '"')
        {
            value = _text[_at..end];
            _at = end + 1;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>An integer of at most 18 digits that is followed by no fraction or exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInteger(out long value)
    {
        var at = _at;
        var negative = (uint)at < (uint)_text.Length && _text[at] == '-';
        if (negative)
        {
            at++;
        }

        var start = at;
        at = Digits.Read(_text, at, out var sum);
        var digits = at - start;
        value = negative ? -(long)sum : (long)sum;
        if ((uint)(digits - 1) >= Digits.Most
            || (digits > 1 && _text[start] == '0')
            || ((uint)at < (uint)_text.Length && (_text[at] | 0x20) is '.' or 'e'))
        {
            return false;
        }

        _at = at;
        return true;
    }

    /// <summary>A number; anything else that is valid is passed over and gives 0.</summary>
    public bool TryReadNumber(out long value) => TryReadInteger(out value) || TryReadOddNumber(out value);

    public bool TryReadBoolean(out bool value)
    {
        value = TryTake("true"u8);
        return value || TryTake("false"u8);
    }

    /// <summary>A boolean; anything else that is valid is passed over and gives false.</summary>
    public bool TryReadFlag(out bool value) => TryReadBoolean(out value) || TrySkipValue();

    /// <summary>Passes over any value. Containers are judged by <see cref="JsonTokens"/>.</summary>
    public bool TrySkipValue()
    {
        var start = _at;
        if (TryReadInteger(out _) || TryReadPlainString(out _) || TryTake("true"u8) || TryTake("false"u8) || TryTake("null"u8))
        {
            return true;
        }

        _at = start;
        try
        {
            var json = OpenValue();
            json.Skip();
            _at = start + json.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// A reader that stands on the value at the cursor. The caller reads the value whole
    /// and then moves the cursor on by what was consumed.
    /// </summary>
    /// <exception cref="JsonException">There is no valid value.</exception>
    public readonly JsonTokens OpenValue()
    {
        var json = new JsonTokens(_text[_at..], maxDepth);
        json.Read();
        return json;
    }

    /// <summary>A number with a fraction or exponent, or of more than 18 digits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadOddNumber(out long value)
    {
        value = 0;
        var start = _at;
        if (!TrySkipValue())
        {
            return false;
        }

        var token = _text[start.._at];
        if (Utf8Parser.TryParse(token, out long whole, out var length) && length == token.Length)
        {
            value = whole;
        }
        else if (Utf8Parser.TryParse(token, out double number, out length) && length == token.Length)
        {
            value = double.IsFinite(number) ? (long)Math.Round(number) : 0;
        }

        return true;
    }
}
