namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>One line of a table's file.</summary>
/// <param name="Content">The record without its version and time of delivery.</param>
internal sealed record DeliveredRecord(string Table, string Id, long Version, string Content, string Line);
