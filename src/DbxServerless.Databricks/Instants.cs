namespace DbxServerless.Databricks;

/// <summary>Milliseconds since 1970, as REST gives times; 0 and less is none.</summary>
public static class Instants
{
    public static DateTimeOffset? Of(long? milliseconds) => milliseconds is > 0 and var given ? DateTimeOffset.FromUnixTimeMilliseconds(given) : null;
}
