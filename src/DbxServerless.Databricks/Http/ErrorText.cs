using System.Text.RegularExpressions;
using static DbxServerless.Databricks.DatabricksErrorKind;

namespace DbxServerless.Databricks;

/// <summary>The sentence and the mend of each kind of failure.</summary>
/// <param name="host">The workspace's host name.</param>
/// <param name="connection">For the principal that a grant goes to, and for which secret may be wrong.</param>
internal sealed partial class ErrorText(string host, WorkspaceConnection connection)
{
    private string Principal => connection.ClientId ?? "<principal>";

    /// <summary>The sentence for a failed answer.</summary>
    public string Reason(DatabricksErrorKind kind, string endpoint, int status, ErrorBody body)
    {
        var said = body.Message.Length > 0 ? $": {body.Message.TrimEnd('.')}" : "";
        var answer = $" ({endpoint} gave {status}{said})";
        return kind switch
        {
            NotDatabricks => $"{host} answered with a web page or a redirect instead of the workspace's API{answer}.",
            TokenRejected => $"{host} says that the token is invalid, expired or revoked{answer}.",
            CredentialMissing => $"{host} accepted no credential{answer}.",
            ClientSecretRejected => $"{host} refused the client id and secret{answer}: one of them is wrong, or the secret is expired or revoked, "
                + "or it is an Entra secret where a Databricks OAuth secret is wanted.",
            NotWorkspaceMember => $"The principal is not a member of the workspace {host}{answer}; it may well be known to the account.",
            IpAccessList => $"The workspace's IP access list blocks our address{answer}.",
            CreditsExhausted => $"The Databricks account has no credits left{answer}.",
            PermissionDenied => $"The principal lacks a permission{answer}.",
            NotFound => $"It does not exist, or the principal may not see it{answer}.",
            WarehouseNotFound => $"The SQL warehouse '{connection.WarehouseId}' does not exist in {host}{answer}.",
            ResultGone => $"The result is no longer kept where its external link leads{answer}.",
            Throttled => $"{host} asks to slow down{answer}.",
            Unavailable => $"{host} is out of order for now{answer}.",
            DatabricksErrorKind.Timeout => $"{host} gave up waiting{answer}.",
            InvalidRequest => $"{host} does not accept the request{answer}.",
            _ => $"{host} gave an answer that is not understood{answer}.",
        };
    }

    /// <summary>The sentence for a failed statement.</summary>
    public static string StatementReason(DatabricksErrorKind kind, ErrorBody body)
    {
        var said = body.Message.Length > 0 ? $": {body.Message}" : body.Code is { } code ? $": {code}" : ".";
        return kind switch
        {
            TableOrViewNotFound => $"The statement names a table that does not exist or that the principal may not see{said}",
            SchemaNotEnabled => $"The statement names a schema that is not enabled or that the principal may not see{said}",
            PermissionDenied => $"The principal may not read what the statement names{said}",
            ResultTooLarge => $"The statement's result does not fit into an inline answer{said}",
            StatementCancelled => $"The statement was cancelled by someone else{said}",
            CreditsExhausted => $"The Databricks account has no credits left{said}",
            DatabricksErrorKind.Timeout => $"The statement ran into a time limit of the warehouse{said}",
            _ => $"The statement failed{said}",
        };
    }

    /// <param name="endpoint">Method and path of what was asked, where that tells what is lacking.</param>
    public string Mend(DatabricksErrorKind kind, string message, string endpoint = "") => kind switch
    {
        NotDatabricks => "Check that the host is the workspace's own address (adb-….azuredatabricks.net) and that no proxy or sign-in page stands in between.",
        TokenRejected => connection.EffectiveIdentity == IdentityKind.Pat
            ? "Create a new personal access token (Settings > Developer > Access tokens) in this very workspace and set it as DATABRICKS_TOKEN."
            : "Check that the principal is active in this workspace and that the host is the workspace the token is for.",
        CredentialMissing => "Set DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET or DATABRICKS_TOKEN, or give the host a managed identity; "
            + "if one is set, it is of a kind that this API does not accept.",
        ClientSecretRejected => SecretMend(),
        NotWorkspaceMember => $"Add the service principal {Principal} to the workspace: account console > Workspaces > Permissions, "
            + "or the workspace's Settings > Identity and access > Service principals > Add.",
        IpAccessList => $"Allow our outbound address{BlockedAddress(message)} in the workspace's IP access list (Settings > Security > IP access lists), "
            + "or reach the workspace by private link.",
        CreditsExhausted => "Add a payment method or a pay-as-you-go subscription in the account console; until then no warehouse starts.",
        PermissionDenied => EndpointPermissions.MendOf(endpoint, Principal) ?? PermissionMend(message),
        NotFound => "Check the id, and that the principal may see the object.",
        WarehouseNotFound => "Set DATABRICKS_WAREHOUSE_ID to the id (or the HTTP path) that SQL Warehouses > the warehouse > Connection details shows in this workspace, "
            + $"and grant CAN USE on it to {Principal}.",
        TableOrViewNotFound or SchemaNotEnabled => TableMend(message),
        Throttled => "Lower the requests per second, or collect less often; others in the workspace share its limits.",
        Unavailable => "It is retried by itself; if it lasts, look at status.azuredatabricks.net.",
        DatabricksErrorKind.Timeout => "It is retried by itself; if it lasts, use a larger warehouse or a longer timeout.",
        ResultTooLarge => "Filter the statement by pmod(hash(<key>), :shard_count) = :shard_index so that it can be split, or ask for external links.",
        ResultGone => "Results are kept for an hour, links for a quarter of one: read them sooner. It is asked again at the next collection.",
        StatementCancelled => "Look who or what cancels statements on this warehouse; it is asked again at the next collection.",
        StatementFailed => "Look the statement up in the workspace's query history by its id.",
        InvalidRequest => "Check the settings that the message names.",
        _ => "Report it with the request id if it lasts.",
    };

    /// <summary>Why a client id and secret are refused, and how to tell.</summary>
    private string SecretMend()
    {
        if (connection.EffectiveIdentity == IdentityKind.EntraServicePrincipal)
        {
            return "Look in Entra ID > App registrations > Certificates & secrets whether the secret is expired or deleted, and that its value, not its id, is set; "
                + "a Databricks OAuth secret (it begins with 'dose') must be used without a tenant id.";
        }

        var looksLikeOAuth = connection.ClientSecret?.StartsWith("dose", StringComparison.Ordinal) == true;
        return looksLikeOAuth
            ? $"Look at the secrets of the service principal {Principal} (Settings > Identity and access > Service principals > Secrets): "
                + "if this one is missing it was revoked, if its date is past it is expired, else the client id is another principal's; generate a new secret and set DATABRICKS_CLIENT_SECRET."
            : "The secret does not begin with 'dose' as Databricks OAuth secrets do, so it is probably an Entra secret: set the tenant id too, and it is used with Entra ID; "
                + $"or generate an OAuth secret for the service principal {Principal} (Settings > Identity and access > Service principals > Secrets) and set DATABRICKS_CLIENT_SECRET.";
    }

    private string PermissionMend(string message)
    {
        var schema = SystemObject().Match(message);
        if (schema.Success || message.Contains("on Catalog 'system'", StringComparison.OrdinalIgnoreCase))
            return Grants(schema.Success ? schema.Groups[1].Value : "<schema>");
        if (message.Contains("entitlement", StringComparison.OrdinalIgnoreCase))
            return $"Give the service principal {Principal} the entitlement that the message names (Settings > Identity and access > Service principals > Configurations).";
        if (message.Contains("endpoint", StringComparison.OrdinalIgnoreCase) || message.Contains("warehouse", StringComparison.OrdinalIgnoreCase))
            return $"Grant CAN USE on the warehouse to {Principal} (SQL Warehouses > the warehouse > Permissions).";
        return $"Grant {Principal} the permission that the message names.";
    }

    private string TableMend(string message)
    {
        var schema = SystemObject().Match(message);
        return schema.Success
            ? $"{Grants(schema.Groups[1].Value)} If the grants are there, enable the schema: PUT /api/2.1/unity-catalog/metastores/<metastore id>/systemschemas/{schema.Groups[1].Value} as an account admin."
            : $"Check the name, and grant USE CATALOG, USE SCHEMA and SELECT on it to {Principal}.";
    }

    /// <summary>USE SCHEMA on the catalog is accepted but without effect for <c>system</c>: it must be granted on the schema.</summary>
    public string Grants(string schema) =>
        $"GRANT USE CATALOG ON CATALOG system TO `{Principal}`; GRANT USE SCHEMA ON SCHEMA system.{schema} TO `{Principal}`; GRANT SELECT ON SCHEMA system.{schema} TO `{Principal}`;";

    private static string BlockedAddress(string message)
    {
        var address = SourceAddress().Match(message);
        return address.Success ? $" {address.Groups[1].Value}" : "";
    }

    [GeneratedRegex(@"`?system`?\.`?([a-z_]+)`?", RegexOptions.IgnoreCase)]
    private static partial Regex SystemObject();

    [GeneratedRegex(@"Source IP address: (\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex SourceAddress();
}
