using Azure;

namespace DbxServerless.Azure.Storage;

/// <summary>The identity may not use the storage.</summary>
internal sealed class StorageAccessException(string what, string address, string role, RequestFailedException cause) : Exception(
    $"The identity may not use the {what} {address} ({cause.ErrorCode ?? cause.Status.ToString()}). Give it the role '{role}' on the storage account; a new role takes some minutes.", cause)
{
    public static bool Is(RequestFailedException failure) => failure.Status is 401 or 403;
}
