namespace DbxServerless.Spark.EventLog.Events;

/// <summary>A Spark job ends.</summary>
internal sealed record JobEndEvent(long JobId, long? CompletionTime, bool HasSucceeded, string? Error)
{
    private const int MaxError = 1000;

    public static JobEndEvent Read(ref JsonTokens json, StringPool strings)
    {
        var id = 0L;
        long? time = null;
        string? result = null, error = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("Job ID"u8))
            {
                id = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("Completion Time"u8))
            {
                time = json.ReadNumber();
            }
            else if (json.ValueTextEquals("Job Result"u8))
            {
                (result, error) = ReadResult(ref json, strings);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new JobEndEvent(id, time, result == "JobSucceeded", error);
    }

    private static (string? Result, string? Error) ReadResult(ref JsonTokens json, StringPool strings)
    {
        string? result = null, error = null;
        if (json.EnterObject())
        {
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("Result"u8))
                {
                    result = json.ReadText(strings);
                }
                else if (json.ValueTextEquals("Exception"u8))
                {
                    error = ReadMessage(ref json);
                }
                else
                {
                    json.SkipValue();
                }
            }
        }

        return (result, error);
    }

    private static string? ReadMessage(ref JsonTokens json)
    {
        string? message = null;
        if (json.EnterObject())
        {
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("Message"u8))
                {
                    message = json.ReadFreeText(MaxError);
                }
                else
                {
                    json.SkipValue();
                }
            }
        }

        return message;
    }
}
