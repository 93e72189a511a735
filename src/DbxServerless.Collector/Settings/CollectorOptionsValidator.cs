using DbxServerless.Collector.Datasets;
using Microsoft.Extensions.Options;

namespace DbxServerless.Collector.Settings;

/// <summary>Finds everything that is wrong with the settings, one sentence each: which setting, what is wrong, the mend.</summary>
public sealed class CollectorOptionsValidator(DatasetCatalog catalog) : IValidateOptions<CollectorOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CollectorOptions options)
    {
        var problems = Problems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <returns>A sentence for each wrong setting; none when all is well.</returns>
    public IReadOnlyList<string> Problems(CollectorOptions options) =>
    [
        .. options.ReadingProblems,
        .. WorkspaceRules.Check(options),
        .. ReaderRules.Check(options, catalog),
        .. DatasetRules.Check(options, catalog),
        .. ValueRules.Check(options),
    ];
}
