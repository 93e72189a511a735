namespace DbxServerless.Benchmarks;

/// <summary>One mode of the benchmark program. Implementations are found by scanning; each needs a constructor without parameters.</summary>
internal interface IBenchmark
{
    /// <summary>The first argument that chooses it.</summary>
    string Name { get; }

    /// <summary>What it measures, and its further arguments, in one line.</summary>
    string Description { get; }

    /// <summary>Runs it and prints what was measured. Returns the exit code.</summary>
    Task<int> RunAsync(IReadOnlyList<string> arguments);
}
