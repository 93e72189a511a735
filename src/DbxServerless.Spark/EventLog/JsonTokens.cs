using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Reads JSON token by token, as strictly as <see cref="Utf8JsonReader"/> and with its names, as far as events need them.
/// </summary>
/// <remarks>That one takes longer to start than most logs take to be read with it.</remarks>
internal ref struct JsonTokens(ReadOnlySpan<byte> text, int maxDepth)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private JsonNesting _nesting = new(maxDepth);
    private int _at;
    private int _start;
    private int _end;

    public JsonTokenType TokenType { get; private set; }

    /// <summary>True for a string or property name that has escapes.</summary>
    public bool ValueIsEscaped { get; private set; }

    /// <summary>The value as it is written, without quotes.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => _text[_start.._end];

    public readonly int BytesConsumed => _at;

    /// <summary>Moves to the next token; false at the end of the text.</summary>
    /// <exception cref="JsonException">The text is not valid.</exception>
    public bool Read()
    {
        SkipBlanks();
        if (_nesting.Depth == 0 && TokenType != JsonTokenType.None)
        {
            return _at < _text.Length ? throw Invalid() : false;
        }

        var isFollowing = TokenType is not (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
        var hasComma = isFollowing && TryTake((byte)',');
        if (hasComma)
        {
            SkipBlanks();
        }

        if (TokenType is JsonTokenType.None or JsonTokenType.PropertyName)
        {
            ReadValue();
        }
        else if (!hasComma && TryTake(_nesting.IsObject ? (byte)'}' : (byte)']'))
        {
            TokenType = _nesting.IsObject ? JsonTokenType.EndObject : JsonTokenType.EndArray;
            _nesting.Leave();
        }
        else if (isFollowing && !hasComma)
        {
            throw Invalid();
        }
        else if (_nesting.IsObject)
        {
            ReadKey();
        }
        else
        {
            ReadValue();
        }

        return true;
    }

    /// <summary>Passes over the value of a property, or the rest of an object or array whose start was just read.</summary>
    public void Skip()
    {
        if (TokenType == JsonTokenType.PropertyName)
        {
            Read();
        }

        if (TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            for (var depth = _nesting.Depth; _nesting.Depth >= depth;)
            {
                Read();
            }
        }
    }

    public readonly bool ValueTextEquals(ReadOnlySpan<byte> utf8) =>
        ValueIsEscaped ? GetString() == Encoding.UTF8.GetString(utf8) : ValueSpan.SequenceEqual(utf8);

    /// <summary>The text of a string or property name.</summary>
    /// <exception cref="JsonException">It is not UTF-8, or has half of a surrogate pair.</exception>
    public readonly string GetString() => JsonText.Unescape(ValueSpan);

    public readonly bool TryGetInt64(out long value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == ValueSpan.Length;

    public readonly bool TryGetDouble(out double value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == ValueSpan.Length;

    /// <summary>An instant, which <see cref="Utf8JsonReader"/> judges.</summary>
    public readonly bool TryGetDateTimeOffset(out DateTimeOffset value)
    {
        var json = new Utf8JsonReader(_text[(_start - 1)..(_end + 1)]);
        json.Read();
        return json.TryGetDateTimeOffset(out value);
    }

    private void ReadKey()
    {
        Take((byte)'"');
        ReadStringEnd();
        SkipBlanks();
        Take((byte)':');
        TokenType = JsonTokenType.PropertyName;
    }

    private void ReadValue()
    {
        SkipBlanks();
        switch (Here())
        {
            case '"':
                _at++;
                ReadStringEnd();
                TokenType = JsonTokenType.String;
                break;
            case '{':
                _at++;
                _nesting.Enter(isObject: true);
                TokenType = JsonTokenType.StartObject;
                break;
            case '[':
                _at++;
                _nesting.Enter(isObject: false);
                TokenType = JsonTokenType.StartArray;
                break;
            case 't':
                ReadLiteral("true"u8, JsonTokenType.True);
                break;
            case 'f':
                ReadLiteral("false"u8, JsonTokenType.False);
                break;
            case 'n':
                ReadLiteral("null"u8, JsonTokenType.Null);
                break;
            default:
                ReadNumber();
                break;
        }
    }

    private void ReadStringEnd()
    {
        _start = _at;
        ValueIsEscaped = false;
        while ((_at = JsonText.PlainEnd(_text, _at)) < _text.Length && _text[_at] == '\\' && JsonText.EscapeLength(_text, _at) is var length and > 0)
        {
            ValueIsEscaped = true;
            _at += length;
        }

        _end = _at;
        Take((byte)'"');
    }

    private void ReadLiteral(ReadOnlySpan<byte> literal, JsonTokenType type)
    {
        if (!_text[_at..].StartsWith(literal))
        {
            throw Invalid();
        }

        _start = _at;
        _end = _at += literal.Length;
        TokenType = type;
    }

    private void ReadNumber()
    {
        _start = _at;
        TryTake((byte)'-');
        if (!TryTake((byte)'0'))
        {
            ReadDigits();
        }

        if (TryTake((byte)'.'))
        {
            ReadDigits();
        }

        if (TryTake((byte)'e') || TryTake((byte)'E'))
        {
            _ = TryTake((byte)'+') || TryTake((byte)'-');
            ReadDigits();
        }

        var isEnded = _at < _text.Length ? Here() is ',' or '}' or ']' or ' ' or '\t' or '\r' or '\n' : _nesting.Depth == 0;
        if (!isEnded)
        {
            throw Invalid();
        }

        _end = _at;
        TokenType = JsonTokenType.Number;
    }

    private void ReadDigits()
    {
        var start = _at;
        while (Here() is >= '0' and <= '9')
        {
            _at++;
        }

        if (_at == start)
        {
            throw Invalid();
        }
    }

    /// <summary>The character to read next; 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly char Here() => (uint)_at < (uint)_text.Length ? (char)_text[_at] : '\0';

    private void Take(byte character) => _ = TryTake(character) ? true : throw Invalid();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTake(byte character)
    {
        var isHere = (uint)_at < (uint)_text.Length && _text[_at] == character;
        _at += isHere ? 1 : 0;
        return isHere;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipBlanks()
    {
        while (Here() is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private readonly JsonException Invalid() => new($"Not JSON at byte {_at}.");
}
