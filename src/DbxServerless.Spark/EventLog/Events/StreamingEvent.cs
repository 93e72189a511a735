using System.Text.Json;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>A streaming query starts, progresses or ends.</summary>
internal sealed class StreamingEvent
{
    private const int MaxError = 1000;

    public string? Id { get; private set; }

    public string? RunId { get; private set; }

    public string? Name { get; private set; }

    public long? Time { get; private set; }

    public string? Error { get; private set; }

    public string? ErrorClass { get; private set; }

    public StreamingBatch? Batch { get; private set; }

    public static StreamingEvent Read(ref JsonTokens json, StringPool strings)
    {
        var streaming = new StreamingEvent();
        streaming.ReadProperties(ref json, strings, null);
        return streaming;
    }

    private void ReadProperties(ref JsonTokens json, StringPool strings, StreamingProgress? progress)
    {
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                Id = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("runId"u8))
            {
                RunId = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("name"u8))
            {
                Name = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("timestamp"u8))
            {
                Time = ReadTime(ref json);
            }
            else if (json.ValueTextEquals("exception"u8))
            {
                Error = json.ReadFreeText(MaxError);
            }
            else if (json.ValueTextEquals("errorClassOnException"u8))
            {
                ErrorClass = json.ReadText(strings);
            }
            else if (progress is null && json.ValueTextEquals("progress"u8))
            {
                if (json.EnterObject())
                {
                    var inner = new StreamingProgress();
                    ReadProperties(ref json, strings, inner);
                    Batch = inner.ToBatch(Time);
                }
            }
            else if (progress is null || !progress.TryRead(ref json, strings))
            {
                json.SkipValue();
            }
        }
    }

    private static long? ReadTime(ref JsonTokens json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return json.TryGetDateTimeOffset(out var time) ? time.ToUnixTimeMilliseconds() : null;
        }

        return json.NumberHere();
    }
}
