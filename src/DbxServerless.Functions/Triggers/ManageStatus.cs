namespace DbxServerless.Functions.Triggers;

/// <summary>What <c>/manage/status</c> says.</summary>
internal sealed record ManageStatus(IReadOnlyList<CollectionStatus> Collections, IReadOnlyList<HarvestStatus> Harvests);
