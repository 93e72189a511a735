using Azure;
using Azure.Data.Tables;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Azure.Storage;

/// <summary>Entities as rows of a storage table, saved on the condition of their ETag. The table is made when it is not there.</summary>
internal sealed class TableStateStore(TableClient table, string address) : IStateStore
{
    private const string Role = "Storage Table Data Contributor";

    public async Task<StoredState?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(key, cancellationToken) is { } entity ? new StoredState(entity.ToValue(), entity.ETag.ToString()) : null;
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    public async Task<string?> TrySaveAsync(string key, ReadOnlyMemory<byte> value, string? eTag, CancellationToken cancellationToken)
    {
        var entity = StateEntity.Of(key, value);
        try
        {
            var response = eTag is null
                ? await AddAsync(entity, cancellationToken)
                : await table.UpdateEntityAsync(entity, new ETag(eTag), TableUpdateMode.Replace, cancellationToken);
            return response.Headers.ETag.ToString();
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            // The client repeats a request whose answer it did not get, and then finds what it wrote itself.
            var now = await FindAsync(key, cancellationToken);
            return now?.Save == entity.Save ? now.ETag.ToString() : null;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            // It was deleted since it was read.
            return null;
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    private async Task<Response> AddAsync(StateEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            return await table.AddEntityAsync(entity, cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            await table.CreateIfNotExistsAsync(cancellationToken);
            return await table.AddEntityAsync(entity, cancellationToken);
        }
    }

    private async Task<StateEntity?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<StateEntity>(StateEntity.PartitionOf(key), StateEntity.Row, null, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private StorageAccessException Refused(RequestFailedException failure) => new("table", address, Role, failure);
}
