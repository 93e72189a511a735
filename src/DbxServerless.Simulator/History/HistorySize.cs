namespace DbxServerless.Simulator.History;

/// <summary>How much happens in the simulated account.</summary>
public enum HistorySize
{
    /// <summary>A few hundred runs and some thousand queries a day: starts at once.</summary>
    Small,

    /// <summary>Several times as many jobs and queries.</summary>
    Medium,
}
