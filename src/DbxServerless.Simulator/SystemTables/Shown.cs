namespace DbxServerless.Simulator.SystemTables;

/// <summary>A row and the time in which it shows.</summary>
/// <param name="From">From when on it shows.</param>
/// <param name="Until">Until when it shows; null for rows that stay.</param>
public readonly record struct Shown<TRow>(TRow Row, DateTimeOffset From, DateTimeOffset? Until = null);
