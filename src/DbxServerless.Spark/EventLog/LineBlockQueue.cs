using System.Runtime.ExceptionServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Blocks that go round between the thread that decompresses and the thread that parses. There are only a few,
/// so the faster thread waits for the slower one.
/// </summary>
internal sealed class LineBlockQueue
{
    private const int Blocks = 4;

    private readonly object _lock = new();
    private readonly Queue<LineBlock> _free = new(Blocks);
    private readonly Queue<LineBlock> _filled = new(Blocks);
    private Exception? _failure;
    private bool _isComplete;
    private bool _isStopped;

    public LineBlockQueue(int blockBytes)
    {
        for (var i = 0; i < Blocks; i++)
        {
            _free.Enqueue(new LineBlock(blockBytes));
        }
    }

    /// <summary>Waits for a block to fill; null when nobody wants more.</summary>
    public LineBlock? TakeFree()
    {
        lock (_lock)
        {
            while (_free.Count == 0 && !_isStopped)
            {
                Monitor.Wait(_lock);
            }

            return _isStopped ? null : _free.Dequeue();
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
