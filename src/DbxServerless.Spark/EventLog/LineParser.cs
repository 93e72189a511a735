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
            var length = text.IndexOf((byte)'\n');
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

        line = line.Trim(" \t\r"u8);
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
