using System.Reflection;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace DbxServerless.Azure.Tests.Storage;

/// <summary>A storage table that holds to the service's conditions and limits.</summary>
internal sealed class FakeTable : TableClient
{
    private const int MaxProperty = 65_536;
    private const int MaxEntity = 1_048_576;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Partition, string Row), (Dictionary<string, object> Values, ETag ETag)> _rows = [];
    private int _versions;

    public bool Exists { get; private set; }

    /// <summary>Saves whose answer gets lost, so that the client sends them again.</summary>
    public int LostAnswers { get; set; }

    public bool IsForbidden { get; set; }

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        Exists = true;
        return Task.FromResult<Response<TableItem>>(null!);
    }

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        Check();
        lock (_gate)
        {
            if (!Exists || !_rows.TryGetValue((partitionKey, rowKey), out var row))
                return Task.FromResult<NullableResponse<T>>(new Found<T>(null));
            var entity = Activator.CreateInstance<T>();
            foreach (var (name, value) in row.Values)
                typeof(T).GetProperty(name)!.SetValue(entity, value is byte[] bytes ? bytes.ToArray() : value);
            (entity.PartitionKey, entity.RowKey, entity.ETag) = (partitionKey, rowKey, row.ETag);
            return Task.FromResult<NullableResponse<T>>(new Found<T>(entity));
        }
    }

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) => SaveAsync(() =>
    {
        if (!Exists)
            throw Failure(404, "TableNotFound");
        return _rows.ContainsKey((entity.PartitionKey, entity.RowKey)) ? throw Failure(409, "EntityAlreadyExists") : Put(entity);
    });

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) => SaveAsync(() =>
    {
        mode.ShouldBe(TableUpdateMode.Replace);
        if (!_rows.TryGetValue((entity.PartitionKey, entity.RowKey), out var row))
            throw Failure(404, "ResourceNotFound");
        return row.ETag != ifMatch ? throw Failure(412, "UpdateConditionNotSatisfied") : Put(entity);
    });

    private Task<Response> SaveAsync(Func<Response> save)
    {
        Check();
        lock (_gate)
        {
            var response = save();
            return Task.FromResult(LostAnswers-- > 0 ? save() : response);
        }
    }

    private FakeResponse Put<T>(T entity)
        where T : ITableEntity
    {
        (entity.PartitionKey + entity.RowKey).ShouldAllBe(letter => !"/\\#?".Contains(letter) && !char.IsControl(letter));
        var values = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag)))
            .Select(property => (property.Name, Value: property.GetValue(entity)))
            .Where(property => property.Value is not null)
            .ToDictionary(property => property.Name, property => property.Value is byte[] bytes ? bytes.ToArray() : property.Value!);
        values.Values.OfType<byte[]>().ShouldAllBe(bytes => bytes.Length <= MaxProperty);
        // Four bytes, the keys, and for each property eight bytes, its name twice and its value.
        var length = 4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length))
            + values.Sum(value => 8 + (2 * value.Key.Length) + (value.Value is byte[] bytes ? bytes.Length + 4 : 16));
        length.ShouldBeLessThanOrEqualTo(MaxEntity);
        var eTag = new ETag($"W/\"datetime'{++_versions}'\"");
        _rows[(entity.PartitionKey, entity.RowKey)] = (values, eTag);
        return new FakeResponse(204, "", ("ETag", eTag.ToString()));
    }

    private void Check()
    {
        if (IsForbidden)
            throw Failure(403, "AuthorizationPermissionMismatch");
    }

    private static RequestFailedException Failure(int status, string code) => new(status, code, code, null);

    private sealed class Found<T>(T? value) : NullableResponse<T>
    {
        public override bool HasValue => value is not null;

        public override T? Value => value;

        public override Response GetRawResponse() => new FakeResponse(HasValue ? 200 : 404);
    }
}
