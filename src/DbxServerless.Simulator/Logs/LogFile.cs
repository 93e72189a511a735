namespace DbxServerless.Simulator.Logs;

/// <summary>A file as it is delivered at an instant.</summary>
public sealed record LogFile(string Name, ReadOnlyMemory<byte> Content, DateTimeOffset Modified);
