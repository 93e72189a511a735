namespace DbxServerless.Spark.EventLog;

/// <summary>Decompresses the segments one after the other and cuts them into blocks of whole lines. Runs on its own thread.</summary>
internal sealed class LineBlockProducer(EventLogSource source, EventLogReadOptions options, LineBlockQueue queue)
{
    public void Run(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            foreach (var segment in source.Segments)
            {
                if (!Produce(segment, cancellationToken))
                {
                    break;
                }
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        queue.Complete(failure);
    }

    /// <summary>False when nobody wants more.</summary>
    private bool Produce(EventLogSegment segment, CancellationToken cancellationToken)
    {
        using var content = Compression.Open(segment, cancellationToken);
        if (NextFree() is not { } block)
        {
            return false;
        }

        var used = 0;
        var isDropping = false; // a line that is too long
        while (Read(segment.Name, content, block, used) is var read and > 0)
        {
            if (isDropping)
            {
                var end = block.Bytes.AsSpan(0, read).IndexOf((byte)'\n') + 1;
                if (end == 0)
                {
                    continue;
                }

                used = read - end;
                block.Bytes.AsSpan(end, used).CopyTo(block.Bytes);
                isDropping = false;
            }
            else
            {
                used += read;
            }

            if (used < block.Bytes.Length)
            {
                continue;
            }

            var lines = block.Bytes.AsSpan(0, used).LastIndexOf((byte)'\n') + 1;
            if (lines > 0)
            {
                if (NextFree() is not { } next)
                {
                    return false;
                }

                used -= lines;
                next.Reserve(used * 2);
                block.Bytes.AsSpan(lines, used).CopyTo(next.Bytes);
                block.Length = lines;
                queue.Fill(block);
                block = next;
            }
            else if (used > options.MaxLineBytes)
            {
                block.OversizedLines++;
                isDropping = true;
                used = 0;
            }
            else
            {
                block.Grow(used, (int)Math.Min(used * 2L, options.MaxLineBytes + 1L));
            }
        }

        block.Length = used;
        queue.Fill(block);
        return true;
    }

    private static int Read(string name, SegmentContent content, LineBlock block, int used)
    {
        try
        {
            return content.Read(block.Bytes.AsSpan(used));
        }
        catch (InvalidDataException e)
        {
            block.Damage = $"'{name}' is incomplete or damaged: {e.Message}";
            return 0;
        }
    }

    private LineBlock? NextFree()
    {
        var block = queue.TakeFree();
        block?.Clear(options.BlockBytes);
        return block;
    }
}
