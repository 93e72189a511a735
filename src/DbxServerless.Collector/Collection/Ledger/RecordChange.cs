namespace DbxServerless.Collector.Collection.Ledger;

/// <summary>What a record changes.</summary>
/// <param name="Entry">What to remember of its key.</param>
/// <param name="Sends">Whether it is committed for delivery, with the entry's version.</param>
/// <param name="Counts">Whether its counts are added.</param>
internal readonly record struct RecordChange(LedgerEntry Entry, bool Sends, bool Counts);
