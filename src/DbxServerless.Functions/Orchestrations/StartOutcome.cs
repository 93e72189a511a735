namespace DbxServerless.Functions.Orchestrations;

/// <summary>What came of the wish to start an orchestration.</summary>
public enum StartOutcome
{
    Started,

    /// <summary>The last one is still under way; nothing was started.</summary>
    StillRunning,

    /// <summary>The last one took longer than three periods and was ended; a new one was started.</summary>
    Replaced,

    /// <summary>The last one took longer than three periods and is being ended; the next tick starts a new one.</summary>
    Ending,
}
