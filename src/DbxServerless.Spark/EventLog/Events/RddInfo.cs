using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>The persisted RDDs of a stage; the others say nothing that the plan does not.</summary>
internal static class RddInfo
{
    public static List<StageRdd> ReadAll(ref JsonTokens json, StringPool strings)
    {
        var rdds = new List<StageRdd>();
        if (json.EnterArray())
        {
            while (json.NextObject())
            {
                if (Read(ref json, strings) is { IsPersisted: true } rdd)
                {
                    rdds.Add(rdd);
                }
            }
        }

        return rdds;
    }

    private static StageRdd Read(ref JsonTokens json, StringPool strings)
    {
        long id = 0, partitions = 0, cached = 0, memory = 0, disk = 0;
        string? name = null;
        var isPersisted = false;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("RDD ID"u8))
            {
                id = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("Name"u8))
            {
                name = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("Storage Level"u8))
            {
                isPersisted = UsesStorage(ref json);
            }
            else if (json.ValueTextEquals("Number of Partitions"u8))
            {
                partitions = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("Number of Cached Partitions"u8))
            {
                cached = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("Memory Size"u8))
            {
                memory = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("Disk Size"u8))
            {
                disk = json.ReadNumber() ?? 0;
            }
            else
            {
                json.SkipValue();
            }
        }

        return new StageRdd(id, name, partitions, cached, memory, disk, isPersisted);
    }

    private static bool UsesStorage(ref JsonTokens json)
    {
        var uses = false;
        if (json.EnterObject())
        {
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("Use Disk"u8) || json.ValueTextEquals("Use Memory"u8) || json.ValueTextEquals("Use Off Heap"u8))
                {
                    uses |= json.ReadBoolean();
                }
                else
                {
                    json.SkipValue();
                }
            }
        }

        return uses;
    }
}
