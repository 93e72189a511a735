namespace DbxServerless.Simulator.SystemTables;

/// <summary>The parameters of a statement.</summary>
public sealed record QueryParameters(IReadOnlyDictionary<string, string>? NamedParameters, IReadOnlyList<string>? PosParameters, bool? IsTruncated);
