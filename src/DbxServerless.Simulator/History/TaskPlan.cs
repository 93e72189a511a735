namespace DbxServerless.Simulator.History;

/// <summary>What is normal for a task.</summary>
/// <param name="Share">Its part of the job's minutes.</param>
internal sealed record TaskPlan(string Key, double Share, params IReadOnlyList<string> DependsOn)
{
    /// <summary>Tries after the first.</summary>
    public int Retries { get; init; }

    /// <summary>Iterations of a for-each; 0 is an ordinary task.</summary>
    public int Iterations { get; init; }
}
