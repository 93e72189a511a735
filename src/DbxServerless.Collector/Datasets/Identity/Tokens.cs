using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Tokens;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>The personal access tokens of all people of a workspace: what stops working when, and what never expires.</summary>
public sealed class Tokens : RestDataset<Token>
{
    private const int LongestComment = 80;

    private static readonly MetricFamily Total = new(
        "databricks_tokens_count", MetricType.Gauge, "Personal access tokens of the workspace.", "workspace_id")
    {
        OpenTelemetryName = "databricks.tokens.count",
        OpenTelemetryUnit = "{token}",
    };

    private static readonly MetricFamily DaysLeft = new(
        "databricks_tokens_days_until_expiry", MetricType.Gauge,
        "Days until a token expires, as of the last collection; tokens that never expire have none; the tokens that expire soonest, as many as the family has series.",
        "workspace_id", "token", "comment")
    {
        ShowsLeast = true,
        OpenTelemetryName = "databricks.tokens.days_until_expiry",
        OpenTelemetryUnit = "d",
    };

    private static readonly MetricFamily Expiry = new(
        "databricks_token_expiry_timestamp_seconds", MetricType.Gauge,
        "When a token expires, in seconds since 1970; the tokens that expire soonest, as many as the family has series.",
        "workspace_id", "token")
    {
        ShowsLeast = true,
        OpenTelemetryName = "databricks.token.expiry",
        OpenTelemetryUnit = "s",
    };

    private static readonly MetricFamily Unending = new(
        "databricks_tokens_without_expiry", MetricType.Gauge, "Personal access tokens that never expire.", "workspace_id")
    {
        OpenTelemetryName = "databricks.tokens.without_expiry",
        OpenTelemetryUnit = "{token}",
    };

    public override DatasetInfo Info { get; } = new(
        "tokens", "DbxTokens", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State,
        "Personal access tokens with their owners and when they expire.")
    {
        Endpoints = ["GET /api/2.0/token-management/tokens"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Total, DaysLeft, Expiry, Unending];

    protected override async Task<RestReading<Token>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var tokens = (await context.Reader.Tokens.ListAsync(cancellationToken)).DistinctBy(token => token.TokenId).Select(token => Record(token, workspace)).ToList();
        var ending = tokens.Where(token => token.ExpiryTime is not null).ToList();
        return new RestReading<Token>(
            tokens,
            [
                Total.Sample(tokens.Count, workspace),
                .. ending.Select(token => DaysLeft.Sample((token.ExpiryTime!.Value - context.AsOf).TotalDays, workspace, token.TokenId, CommentOf(token, context.Privacy))),
                .. ending.Select(token => Expiry.Sample(token.ExpiryTime!.Value.ToUnixTimeSeconds(), workspace, token.TokenId)),
                Unending.Sample(tokens.Count(token => token.ExpiryTime is null), workspace),
            ]);
    }

    protected override IReadOnlyList<string> Key(Token record) => [record.WorkspaceId, record.TokenId];

    protected override DateTimeOffset EventTime(Token record) => record.CreateTime ?? DateTimeOffset.UnixEpoch;

    private static Token Record(AccessToken token, string workspace) => new()
    {
        WorkspaceId = workspace,
        TokenId = token.TokenId,
        Comment = token.Comment,
        CreatedById = token.CreatedById?.ToString(CultureInfo.InvariantCulture),
        CreatedByUserName = token.CreatedByUsername,
        OwnerId = token.OwnerId?.ToString(CultureInfo.InvariantCulture),
        CreateTime = Instants.Of(token.CreationTime),
        ExpiryTime = Instants.Of(token.ExpiryTime),
        LastUsedDay = Instants.Of(token.LastUsedDay),
    };

    private static string CommentOf(Token token, RecordPrivacy privacy)
    {
        var comment = privacy.Apply(FieldClass.FreeText, token.Comment) ?? "";
        return comment.Length <= LongestComment ? comment : comment[..(char.IsHighSurrogate(comment[LongestComment - 1]) ? LongestComment - 1 : LongestComment)];
    }
}
