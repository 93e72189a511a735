using System.Text.Json;

namespace DbxServerless.Spark.EventLog;

/// <summary>Why a task ended, when it did not simply succeed.</summary>
internal static class TaskEndReason
{
    private const int MaxMessage = 500;

    public static bool TryRead(ref JsonCursor cursor, TaskEndRecord record, StringPool strings)
    {
        try
        {
            var json = cursor.OpenValue();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                Read(ref json, record, strings);
            }
            else
            {
                json.Skip();
            }

            cursor.Position += json.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Read(ref JsonTokens json, TaskEndRecord record, StringPool strings)
    {
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("Reason"u8))
            {
                record.Reason = json.ReadText(strings) ?? "UnknownReason";
            }
            else if (json.ValueTextEquals("Class Name"u8))
            {
                record.ErrorClass = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("Description"u8) || json.ValueTextEquals("Message"u8)
                || json.ValueTextEquals("Loss Reason"u8) || json.ValueTextEquals("Kill Reason"u8))
            {
                record.ErrorMessage = json.ReadFreeText(MaxMessage);
            }
            else
            {
                json.SkipValue();
            }
        }
    }
}
