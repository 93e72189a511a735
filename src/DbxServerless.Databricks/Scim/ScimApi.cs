namespace DbxServerless.Databricks.Scim;

/// <summary>People, groups and service principals of a workspace (<c>/api/2.0/preview/scim/v2</c>). Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class ScimApi
{
    internal ScimApi(RestClient rest)
    {
        Users = new(rest, "/api/2.0/preview/scim/v2/Users", "id,userName,displayName,active,groups,entitlements", ScimJson.Default.ScimPageScimUser);
        Groups = new(rest, "/api/2.0/preview/scim/v2/Groups", null, ScimJson.Default.ScimPageScimGroup);
        ServicePrincipals = new(
            rest, "/api/2.0/preview/scim/v2/ServicePrincipals", "id,applicationId,displayName,active,groups,entitlements", ScimJson.Default.ScimPageScimServicePrincipal);
    }

    public ScimCollection<ScimUser> Users { get; }

    public ScimCollection<ScimGroup> Groups { get; }

    public ScimCollection<ScimServicePrincipal> ServicePrincipals { get; }
}
