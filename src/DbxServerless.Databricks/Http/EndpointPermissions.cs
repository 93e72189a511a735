namespace DbxServerless.Databricks;

/// <summary>What a principal lacks that an endpoint refuses, by the beginning of the endpoint's path.</summary>
internal static class EndpointPermissions
{
    private static readonly (string Path, Func<string, string> Mend)[] Mends =
    [
        ("/api/2.0/token-management/", principal => AdminMend("Only admins see the tokens of others", principal)),
        ("/api/2.0/preview/scim/v2/Users", principal => AdminMend("Only admins may list users", principal)),
        ("/api/2.0/preview/scim/v2/Groups", principal => AdminMend("Only admins may list groups", principal)),
        ("/api/2.0/preview/scim/v2/ServicePrincipals", principal => AdminMend("Only admins may list service principals", principal)),
        ("/api/2.0/secrets/", principal => AdminMend("Only admins may list all secret scopes", principal)),
        ("/api/2.0/dbfs/", principal => AdminMend("DBFS may be switched off in this workspace, or closed to all but admins", principal)),
        ("/api/2.0/workspace/", principal => PermissionCommands.Grant("directories", "<directory id>", "CAN_READ", principal)),
        ("/api/2.0/policies/clusters/", principal => PermissionCommands.Grant("cluster-policies", "<policy id>", "CAN_USE", principal)),
        ("/api/2.0/instance-pools/", principal => PermissionCommands.Grant("instance-pools", "<pool id>", "CAN_ATTACH_TO", principal)),
        ("/api/2.0/serving-endpoints", principal => PermissionCommands.Grant("serving-endpoints", "<endpoint id>", "CAN_VIEW", principal)),
        ("/api/2.2/jobs/", principal => PermissionCommands.Grant("jobs", "<job id>", "CAN_VIEW", principal)),
        ("/api/2.0/pipelines", principal => PermissionCommands.Grant("pipelines", "<pipeline id>", "CAN_VIEW", principal)),
        ("/api/2.1/clusters/", principal => PermissionCommands.Grant("clusters", "<cluster id>", "CAN_ATTACH_TO", principal)),
    ];

    /// <returns>What to do, or null when nothing is known of the endpoint.</returns>
    /// <param name="endpoint">Method and path.</param>
    public static string? MendOf(string endpoint, string principal)
    {
        var path = endpoint[(endpoint.IndexOf(' ') + 1)..];
        return Mends.FirstOrDefault(known => path.StartsWith(known.Path, StringComparison.Ordinal)).Mend?.Invoke(principal);
    }

    private static string AdminMend(string why, string principal) =>
        $"{why}: add {principal} to the workspace's group admins (Settings > Identity and access > Groups > admins), or switch off what reads them.";
}
