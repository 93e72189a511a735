using System.Threading.Channels;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Decompresses the segments one after the other and cuts them into blocks of whole lines.
/// Runs on its own thread; a few blocks go round between it and the parser, so memory is bounded.
/// </summary>
internal sealed class LineBlockProducer
{
    private const int Blocks = 4;

    private readonly EventLogSource _source;
    private readonly EventLogReadOptions _options;
    private readonly Channel<LineBlock> _filled;
    private readonly Channel<LineBlock> _free;

    public LineBlockProducer(EventLogSource source, EventLogReadOptions options)
    {
        _source = source;
        _options = options;
        var bounded = new UnboundedChannelOptions { SingleReader = true, SingleWriter = true };
        _filled = Channel.CreateUnbounded<LineBlock>(bounded);
        _free = Channel.CreateUnbounded<LineBlock>(bounded);
        for (var i = 0; i < Blocks; i++)
        {
            _free.Writer.TryWrite(new LineBlock(options.BlockBytes));
        }
    }

    public ChannelReader<LineBlock> Filled => _filled.Reader;

    /// <summary>Gives a block back once its lines are parsed.</summary>
    public void Return(LineBlock block) => _free.Writer.TryWrite(block);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var segment in _source.Segments)
            {
                await ProduceAsync(segment, cancellationToken);
            }

            _filled.Writer.Complete();
        }
        catch (Exception e)
        {
            _filled.Writer.Complete(e);
        }
    }

    private async Task ProduceAsync(EventLogSegment segment, CancellationToken cancellationToken)
    {
        await using var content = await Compression.OpenAsync(segment, cancellationToken);
        var block = await NextFreeAsync(cancellationToken);
        var used = 0;
        var droppingLine = false;
        while (true)
        {
            int read;
            try
            {
                var room = block.Bytes.AsMemory(used);
                read = segment.IsLocalFile ? content.Read(room.Span) : await content.ReadAsync(room, cancellationToken);
            }
            catch (InvalidDataException e)
            {
                block.Damage = $"'{segment.Name}' is incomplete or damaged: {e.Message}";
                read = 0;
            }

            if (read == 0)
            {
                block.Length = droppingLine ? 0 : used;
                _filled.Writer.TryWrite(block);
                return;
            }

            if (droppingLine)
            {
                var end = block.Bytes.AsSpan(0, read).IndexOf((byte)'\n');
                if (end < 0)
                {
                    continue;
                }

                used = read - end - 1;
                block.Bytes.AsSpan(end + 1, used).CopyTo(block.Bytes);
                droppingLine = false;
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
                var next = await NextFreeAsync(cancellationToken);
                var tail = used - lines;
                if (tail * 2 > next.Bytes.Length)
                {
                    next.Grow(0, tail * 2);
                }

                block.Bytes.AsSpan(lines, tail).CopyTo(next.Bytes);
                block.Length = lines;
                _filled.Writer.TryWrite(block);
                (block, used) = (next, tail);
            }
            else if (used > _options.MaxLineBytes)
            {
                block.OversizedLines++;
                droppingLine = true;
                used = 0;
            }
            else
            {
                block.Grow(used, (int)Math.Min(used * 2L, _options.MaxLineBytes + 1L));
            }
        }
    }

    private async ValueTask<LineBlock> NextFreeAsync(CancellationToken cancellationToken)
    {
        if (!_free.Reader.TryRead(out var block))
        {
            block = await _free.Reader.ReadAsync(cancellationToken);
        }

        block.Clear();
        block.Shrink(_options.BlockBytes * 8);
        return block;
    }
}
