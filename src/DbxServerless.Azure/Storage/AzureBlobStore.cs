using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Azure.Storage;

/// <summary>Blobs of one container. It is made when it is first written to and is not there.</summary>
internal sealed class AzureBlobStore(BlobContainerClient container) : IBlobStore
{
    private const int NotModified = 304;
    private const string Role = "Storage Blob Data Contributor";
    private const int BlockSize = 4 << 20;

    private static readonly StorageTransferOptions Blocks = new()
    {
        InitialTransferSize = BlockSize,
        MaximumTransferSize = BlockSize,
        MaximumConcurrency = 1,
    };

    private volatile bool _isThere;

    public async Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(StorageName.Check(name));
        try
        {
            return (await blob.DownloadStreamingAsync(new BlobDownloadOptions(), cancellationToken)).Value.Content;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    public async Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(StorageName.Check(name));
        var conditions = new BlobRequestConditions { IfNoneMatch = knownETag is null ? null : new ETag(knownETag) };
        try
        {
            var response = await blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken);
            return response.GetRawResponse().Status == NotModified
                ? new BlobVersion(knownETag!, null)
                : new BlobVersion(response.Value.Details.ETag.ToString(), response.Value.Content.ToMemory());
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(StorageName.Check(name));
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellationToken);
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    // In blocks that are committed at the end: readers never see a part, and a stream that fails leaves the old content.
    public async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(StorageName.Check(name));
        try
        {
            // A stream cannot be read a second time when it turns out that there is no container.
            if (!_isThere)
                await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _isThere = true;
            await blob.UploadAsync(content, new BlobUploadOptions { TransferOptions = Blocks }, cancellationToken);
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(StorageName.Check(name));
        try
        {
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            // No container either.
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(blobs))
            yield return blobs.Current.Name;
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return false;
        }
        catch (RequestFailedException failure) when (StorageAccessException.Is(failure))
        {
            throw Refused(failure);
        }
    }

    private StorageAccessException Refused(RequestFailedException failure) => new("blob container", container.Uri.ToString(), Role, failure);
}
