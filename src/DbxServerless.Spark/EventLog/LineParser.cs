using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog;

/// <summary>Takes blocks apart into lines, lets each be parsed, and keeps account of what became of them.</summary>
internal sealed class LineParser(EventLogAccount account, EventLogReadOptions options)
{
    private readonly EventParser _events = new(account, options);
    private bool _lastLineIsCut;
    private bool _lastSegmentIsDamaged;

    public SparkApplication Finish()
    {
        account.IsTruncated = _lastLineIsCut || _lastSegmentIsDamaged;
        return _events.Build();
    }

    public void Parse(LineBlock block)
    {
        account.OversizedLines += block.OversizedLines;
        account.Lines += block.OversizedLines;
        var text = block.Bytes.AsSpan(0, block.Length);
        account.Bytes += text.Length;
        while (!text.IsEmpty)
        {
            var length = LineLength(text);
            ParseLine(length < 0 ? text : text[..length], isEnded: length >= 0);
            text = length < 0 ? default : text[(length + 1)..];
        }

        _lastSegmentIsDamaged = block.Damage is not null;
        if (block.Damage is not null)
        {
            account.AddDamage(block.Damage);
        }
    }

    private void ParseLine(ReadOnlySpan<byte> line, bool isEnded)
    {
        account.Lines++;
        if (account.Lines == 1 && line.StartsWith(Encoding.UTF8.Preamble))
        {
            line = line[Encoding.UTF8.Preamble.Length..];
        }

        line = Trim(line);
        if (line.IsEmpty)
        {
            account.EmptyLines++;
            return;
        }

        if (line.Length > options.MaxLineBytes)
        {
            account.OversizedLines++;
            return;
        }

        _lastLineIsCut = false;
        if (!_events.TryParse(line, judgeWhole: !isEnded))
        {
            account.MalformedLines++;
            _lastLineIsCut = IsCut(line);
        }
    }

    /// <summary>The bytes before the next line feed; -1 when there is none.</summary>
    /// <remarks>Written with vectors because <c>IndexOf</c> is compiled late, when a log is already half read.</remarks>
    private static int LineLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        ref var start = ref MemoryMarshal.GetReference(text);
        var feed = Vector256.Create((byte)'\n');
        while (at <= text.Length - (2 * Vector256<byte>.Count))
        {
            var first = Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)at), feed);
            var second = Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)(at + Vector256<byte>.Count)), feed);
            if ((first | second) != Vector256<byte>.Zero)
            {
                var mask = first.ExtractMostSignificantBits() | ((ulong)second.ExtractMostSignificantBits() << 32);
                return at + BitOperations.TrailingZeroCount(mask);
            }

            at += 2 * Vector256<byte>.Count;
        }

        while (at < text.Length && text[at] != '\n')
        {
            at++;
        }

        return at < text.Length ? at : -1;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        while (line.Length > 0 && line[^1] is (byte)'\r' or (byte)' ' or (byte)'\t')
        {
            line = line[..^1];
        }

        while (line.Length > 0 && line[0] is (byte)' ' or (byte)'\t')
        {
            line = line[1..];
        }

        return line;
    }

    /// <summary>True when the line is the beginning of an object.</summary>
    private bool IsCut(ReadOnlySpan<byte> line)
    {
        if (line[0] != '{')
        {
            return false;
        }

        try
        {
            var json = new Utf8JsonReader(line, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = options.MaxDepth }));
            while (json.Read())
            {
            }

            return json.CurrentDepth > 0 || json.TokenType != JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
