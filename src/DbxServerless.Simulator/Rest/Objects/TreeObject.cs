namespace DbxServerless.Simulator.Rest.Objects;

/// <summary>An object in a folder of the workspace.</summary>
internal sealed record TreeObject(string Path, string Kind, DateTimeOffset Created, DateTimeOffset Modified, long Size);
