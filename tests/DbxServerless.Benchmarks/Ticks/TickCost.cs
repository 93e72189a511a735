using System.Diagnostics;
using System.Globalization;

namespace DbxServerless.Benchmarks.Ticks;

/// <summary>Wall time, processor time and allocated bytes of a stretch of work.</summary>
internal sealed class TickCost
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly long _allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
    private readonly TimeSpan _cpuBefore = Environment.CpuUsage.TotalTime;
    private long _allocated;
    private TimeSpan _cpu;

    public void Stop()
    {
        _watch.Stop();
        _allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocatedBefore;
        _cpu = Environment.CpuUsage.TotalTime - _cpuBefore;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_watch.Elapsed.TotalSeconds:0.00} s, {_cpu.TotalSeconds:0.00} s of processor, {_allocated / 1_000_000.0:0} MB allocated");
}
