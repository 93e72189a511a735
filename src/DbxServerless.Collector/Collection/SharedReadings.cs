using System.Collections.Concurrent;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Collection;

/// <summary>
/// What several datasets of a scope read in common while they are collected together by one process. Each pass that is run alone, as the
/// Functions app runs all of them, has one of its own, so that it reads everything itself.
/// </summary>
internal sealed class SharedReadings
{
    private readonly ConcurrentDictionary<(Scope Scope, Type Type), Lazy<object>> _readings = new();

    /// <summary>The one reading of its type of a scope.</summary>
    public T Of<T>(Scope scope, Func<T> make)
        where T : class => (T)_readings.GetOrAdd((scope, typeof(T)), _ => new Lazy<object>(make)).Value;
}
