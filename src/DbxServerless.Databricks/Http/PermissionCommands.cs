namespace DbxServerless.Databricks;

/// <summary>Commands of Databricks' own command line that give a principal the least it needs to see an object.</summary>
public static class PermissionCommands
{
    /// <param name="objectType">As the permissions API calls it: jobs, pipelines, clusters, instance-pools, …</param>
    /// <param name="principal">Application id of a service principal, or a user's address.</param>
    public static string Grant(string objectType, string id, string level, string principal)
    {
        var member = principal.Contains('@', StringComparison.Ordinal) ? "user_name" : "service_principal_name";
        return $$"""databricks permissions update {{objectType}} {{id}} --json '{"access_control_list":[{"{{member}}":"{{principal}}","permission_level":"{{level}}"}]}'""";
    }
}
