namespace DbxServerless.Simulator.History;

/// <summary>A job as it was from a change on.</summary>
public sealed record JobVersion(
    Job Job, DateTimeOffset ChangeTime, bool IsDeletion, string Name, IReadOnlyDictionary<string, string> Tags, bool Paused);
