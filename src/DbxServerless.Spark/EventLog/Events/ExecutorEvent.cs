namespace DbxServerless.Spark.EventLog.Events;

/// <summary>An executor or a block manager comes or goes.</summary>
internal sealed record ExecutorEvent
{
    private const int MaxReason = 1000;

    public string? Id { get; private init; }

    public string? Host { get; private init; }

    public int? Cores { get; private init; }

    public long ResourceProfileId { get; private init; }

    public long? Time { get; private init; }

    public string? Reason { get; private init; }

    public long? MaxMemory { get; private init; }

    public static ExecutorEvent Read(ref JsonTokens json, StringPool strings)
    {
        var executor = new ExecutorEvent();
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("Timestamp"u8) || json.ValueTextEquals("time"u8))
            {
                executor = executor with { Time = json.ReadNumber() };
            }
            else if (json.ValueTextEquals("Executor ID"u8) || json.ValueTextEquals("executorId"u8))
            {
                executor = executor with { Id = json.ReadText(strings) };
            }
            else if (json.ValueTextEquals("Host"u8))
            {
                executor = executor with { Host = json.ReadText(strings) };
            }
            else if (json.ValueTextEquals("Total Cores"u8))
            {
                executor = executor with { Cores = json.ReadInt(0) };
            }
            else if (json.ValueTextEquals("Resource Profile Id"u8))
            {
                executor = executor with { ResourceProfileId = json.ReadNumber() ?? 0 };
            }
            else if (json.ValueTextEquals("Removed Reason"u8))
            {
                executor = executor with { Reason = json.ReadFreeText(MaxReason) };
            }
            else if (json.ValueTextEquals("Maximum Memory"u8))
            {
                executor = executor with { MaxMemory = json.ReadNumber() };
            }
            else if (json.ValueTextEquals("Executor Info"u8) || json.ValueTextEquals("Block Manager ID"u8))
            {
                executor = executor.With(ref json, strings);
            }
            else
            {
                json.SkipValue();
            }
        }

        return executor;
    }

    private ExecutorEvent With(ref JsonTokens json, StringPool strings)
    {
        if (!json.EnterObject())
        {
            return this;
        }

        var inner = Read(ref json, strings);
        return this with
        {
            Id = inner.Id ?? Id,
            Host = inner.Host ?? Host,
            Cores = inner.Cores ?? Cores,
            ResourceProfileId = inner.ResourceProfileId,
        };
    }
}
