namespace DbxServerless.Benchmarks.Ticks;

/// <summary>Looks at the size of the heap now and then, and keeps the greatest.</summary>
internal sealed class HeapWatch : IDisposable
{
    private readonly Timer _timer;

    public HeapWatch() => _timer = new Timer(_ => Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);

    public long Most { get; private set; }

    public void Dispose() => _timer.Dispose();
}
