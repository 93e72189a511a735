using System.Runtime.ExceptionServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Blocks that go round between the thread that decompresses and the thread that parses. There are only a few,
/// so the faster thread waits for the slower one.
/// </summary>
internal sealed class LineBlockQueue(int blockBytes)
{
    private const int Blocks = 4;

    private readonly object _lock = new();
    private readonly Queue<LineBlock> _free = new(Blocks);
    private readonly Queue<LineBlock> _filled = new(Blocks);
    private int _made;
    private Exception? _failure;
    private bool _isComplete;
    private bool _isStopped;

    /// <summary>Waits for a free block; null when nobody wants more. Blocks are made when they are first needed.</summary>
    public LineBlock? TakeFree()
    {
        lock (_lock)
        {
            while (_free.Count == 0 && _made == Blocks && !_isStopped)
            {
                Monitor.Wait(_lock);
            }

            if (_isStopped)
            {
                return null;
            }

            if (_free.TryDequeue(out var block))
            {
                return block;
            }

            _made++;
            return new LineBlock(blockBytes);
        }
    }

    public void Fill(LineBlock block)
    {
        lock (_lock)
        {
            _filled.Enqueue(block);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Nothing more will be filled; a failure is thrown at the taker once it has taken what there is.</summary>
    public void Complete(Exception? failure)
    {
        lock (_lock)
        {
            _failure = failure;
            _isComplete = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits for a filled block; null at the end.</summary>
    public LineBlock? TakeFilled()
    {
        lock (_lock)
        {
            while (_filled.Count == 0 && !_isComplete)
            {
                Monitor.Wait(_lock);
            }

            if (_filled.Count > 0)
            {
                return _filled.Dequeue();
            }
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        return null;
    }

    public void Return(LineBlock block)
    {
        lock (_lock)
        {
            _free.Enqueue(block);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>The taker has gone.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            Monitor.PulseAll(_lock);
        }
    }
}
