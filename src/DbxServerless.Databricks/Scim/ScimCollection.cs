using System.Text.Json.Serialization.Metadata;

namespace DbxServerless.Databricks.Scim;

/// <summary>One SCIM collection.</summary>
public sealed class ScimCollection<TResource>
{
    private readonly RestClient _rest;
    private readonly string _path;
    private readonly string? _attributes;
    private readonly JsonTypeInfo<ScimPage<TResource>> _type;

    internal ScimCollection(RestClient rest, string path, string? attributes, JsonTypeInfo<ScimPage<TResource>> type) =>
        (_rest, _path, _attributes, _type) = (rest, path, attributes, type);

    /// <summary>How many there are, in one request that brings none of them.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) => (await _rest.GetAsync($"{_path}?count=0", _type, cancellationToken)).TotalResults;

    /// <summary>All of them, a hundred a request.</summary>
    public IAsyncEnumerable<TResource> ListAsync(CancellationToken cancellationToken) => _rest.ListScimAsync(
        _attributes is null ? _path : $"{_path}?attributes={_attributes}", _type, page => page.Resources, page => new ScimPosition(page.TotalResults), cancellationToken);
}
