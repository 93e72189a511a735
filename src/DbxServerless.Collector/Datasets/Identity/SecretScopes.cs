using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>The secret scopes of a workspace: their names, and where their secrets are kept. Secrets are never read.</summary>
public sealed class SecretScopes : RestDataset<SecretScope>
{
    private static readonly MetricFamily Scopes = new(
        "databricks_secret_scopes", MetricType.Gauge, "Secret scopes by where their secrets are kept: DATABRICKS or AZURE_KEYVAULT.", "workspace_id", "backend_type")
    {
        OpenTelemetryName = "databricks.secret_scopes.count",
        OpenTelemetryUnit = "{scope}",
    };

    public override DatasetInfo Info { get; } = new(
        "secret_scopes", "DbxSecretScopes", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State, "Secret scopes, without their secrets.")
    {
        Endpoints = ["GET /api/2.0/secrets/scopes/list"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Scopes];

    protected override async Task<RestReading<SecretScope>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var scopes = (await context.Reader.Secrets.ListScopesAsync(cancellationToken)).DistinctBy(scope => scope.Name)
            .Select(scope => new SecretScope { WorkspaceId = workspace, ScopeName = scope.Name, BackendType = scope.BackendType ?? "DATABRICKS" }).ToList();
        return new RestReading<SecretScope>(
            scopes,
            [.. scopes.Select(scope => scope.BackendType).Union(["DATABRICKS", "AZURE_KEYVAULT"])
                .Select(kind => Scopes.Sample(scopes.Count(scope => scope.BackendType == kind), workspace, kind))]);
    }

    protected override IReadOnlyList<string> Key(SecretScope record) => [record.WorkspaceId, record.ScopeName];

    protected override DateTimeOffset EventTime(SecretScope record) => DateTimeOffset.UnixEpoch;
}
