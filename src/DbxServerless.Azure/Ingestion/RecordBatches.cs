namespace DbxServerless.Azure.Ingestion;

/// <summary>Cuts records into JSON arrays that one call of the Logs Ingestion API takes.</summary>
internal static class RecordBatches
{
    /// <summary>Bytes of a call's body before compression, brackets and commas included. The API takes 1 MB.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>Runs of records, in their order, each of at most <see cref="MaxLength"/> bytes. A longer record stands alone.</summary>
    public static IEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> Of(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var batch = new List<ReadOnlyMemory<byte>>();
        long length = 0;
        foreach (var record in records)
        {
            if (batch.Count > 0 && length + record.Length + 1 > MaxLength)
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            // Each record brings a comma or, the first, the two brackets.
            length += record.Length + (batch.Count == 0 ? 2 : 1);
            batch.Add(record);
        }

        if (batch.Count > 0)
            yield return batch;
    }

    /// <summary>Length of the records as a JSON array.</summary>
    public static long LengthOf(IReadOnlyList<ReadOnlyMemory<byte>> records) => records.Sum(record => record.Length + 1L) + 1;

    /// <summary>The records as a JSON array.</summary>
    public static byte[] ToArray(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var body = new byte[LengthOf(records)];
        var at = 0;
        foreach (var record in records)
        {
            body[at++] = (byte)(at == 1 ? '[' : ',');
            record.Span.CopyTo(body.AsSpan(at));
            at += record.Length;
        }

        body[at] = (byte)']';
        return body;
    }
}
