using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>The system schemas of a workspace's metastore: they tell a missing grant from a schema that was never enabled.</summary>
internal sealed class SystemSchemas
{
    private WorkspaceFacts? _facts;
    private string _metastoreId = "";
    private List<SystemSchema> _schemas = [];

    /// <summary>Reads them. Not everybody may list them: then failures stay as SQL tells them.</summary>
    public async Task LoadAsync(WorkspaceFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            _metastoreId = (await facts.GetMetastoreAsync(cancellationToken)).MetastoreId;
            _schemas = await facts.ListSystemSchemasAsync(_metastoreId, cancellationToken).ToListAsync(cancellationToken);
            _facts = facts;
        }
        catch (DatabricksException)
        {
            // Nothing is lost but precision.
        }
    }

    /// <summary>The failure of reading a table of a schema, as precisely as we know it.</summary>
    public DatabricksException Explain(DatabricksException failure, string schema) =>
        _facts is null ? failure : _facts.Explain(failure, schema, _metastoreId, _schemas);

    /// <summary>Why a table of a schema may be readable and empty.</summary>
    public string WhyEmpty(string schema) => _schemas.Find(candidate => candidate.Schema == schema) switch
    {
        { State: "ENABLE_INITIALIZED" } => $"the schema system.{schema} is only just being enabled; it fills within hours.",
        { IsEnabled: true } => "nothing of the kind has happened since the schema was enabled, or it was enabled only lately and fills within hours.",
        _ => "nothing of the kind has happened yet, or rows arrive late (up to a day for billing, an hour for the rest).",
    };
}
