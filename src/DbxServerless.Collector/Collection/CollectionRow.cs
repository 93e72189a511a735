using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Collection;

/// <summary>How a collection went: written when its outcome changes, otherwise every quarter of an hour.</summary>
public sealed record CollectionRow
{
    /// <summary>Table of these rows, without <c>_CL</c>.</summary>
    public const string Table = "DbxCollections";

    private static readonly RecordSchema<CollectionRow> TypedSchema = RecordSchema<CollectionRow>.Create(new DatasetInfo(
        "collections", Table, ScopeKind.Account, ScheduleGroup.Fast, DatasetKind.Events, "How collections went."));

    /// <summary>The table's columns.</summary>
    public static RecordSchema Schema => TypedSchema;

    /// <summary>Dataset that was collected.</summary>
    [Field(FieldClass.Id)] public required string Dataset { get; init; }

    /// <summary>Scope that was collected: a workspace, a region or the account.</summary>
    [Field(FieldClass.Id)] public required string Scope { get; init; }

    /// <summary>Incremental, or Reconcile when a wider window was read to mend what was missed.</summary>
    [Field(FieldClass.Label)] public required string Pass { get; init; }

    /// <summary>Succeeded, NoData, NotAssessed, Failed, Off or OverBudget.</summary>
    [Field(FieldClass.Label)] public required string Outcome { get; init; }

    /// <summary>What is wrong, when something is.</summary>
    [Field(FieldClass.FreeText)] public string? Reason { get; init; }

    /// <summary>What mends it: the GRANT, the setting.</summary>
    [Field(FieldClass.FreeText)] public string? Mend { get; init; }

    /// <summary>Records that the source gave, changed or not.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Records that were new or had changed.</summary>
    public required long RecordsChanged { get; init; }

    /// <summary>Records that the sink accepted.</summary>
    public required long Delivered { get; init; }

    /// <summary>Records that the sink refused for good; they are kept in the storage under set-aside.</summary>
    public required long SetAside { get; init; }

    /// <summary>Seconds that the pass took.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>SQL statements that were run.</summary>
    public required long Statements { get; init; }

    /// <summary>Seconds that the statements took on the warehouse.</summary>
    public required double WarehouseSeconds { get; init; }

    /// <summary>Since when the oldest undelivered record waits; null when none does.</summary>
    public DateTimeOffset? OldestOutbox { get; init; }

    /// <summary>When the collection last had nothing to mend.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    internal static CollectedRecord Of(CollectionOutcome outcome, DateTimeOffset? lastSuccess) => TypedSchema.Collect(
        new CollectionRow
        {
            Dataset = outcome.Dataset,
            Scope = outcome.Scope.ToString(),
            Pass = outcome.Pass.ToString(),
            Outcome = outcome.Result.ToString(),
            Reason = outcome.Reason,
            Mend = outcome.Mend,
            RowsRead = outcome.RowsRead,
            RecordsChanged = outcome.RecordsChanged,
            Delivered = outcome.Delivered,
            SetAside = outcome.SetAside,
            DurationSeconds = outcome.Duration.TotalSeconds,
            Statements = outcome.Statements,
            WarehouseSeconds = outcome.WarehouseSeconds,
            OldestOutbox = outcome.OldestOutbox,
            LastSuccess = lastSuccess,
        },
        [outcome.Dataset, outcome.Scope.ToString(), RecordJson.Instant(outcome.At)],
        outcome.At,
        RecordPrivacy.Default);
}
