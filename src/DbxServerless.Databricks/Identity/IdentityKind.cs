namespace DbxServerless.Databricks;

/// <summary>How a workspace is signed in to.</summary>
public enum IdentityKind
{
    /// <summary>A personal access token, sent as it is.</summary>
    Pat,

    /// <summary>A Databricks service principal with a Databricks OAuth secret (<c>POST /oidc/v1/token</c>).</summary>
    OAuthM2M,

    /// <summary>An Entra ID app registration with a client secret.</summary>
    EntraServicePrincipal,

    /// <summary>The managed identity of the Azure host, or whatever else Azure.Identity's default chain finds.</summary>
    EntraDefault,
}
