using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Reference;

/// <summary>The generated reference: what the product collects, measures, writes and can be told, read from the code.</summary>
public static class ReferenceFiles
{
    /// <summary>Writes the committed files anew, from the root of the sources.</summary>
    public const string Command = "dotnet run --project src/DbxServerless.Standalone -- docs docs";

    private const string Schema = "schema.json";

    /// <summary>Every file with its text, by name. Nothing in them depends on time or machine.</summary>
    public static IReadOnlyDictionary<string, string> Generate(DatasetCatalog catalog) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["datasets.md"] = DatasetsPage.Generate(catalog),
        ["metrics.md"] = MetricsReferencePage.Generate(catalog),
        [Schema] = SchemaFile.Generate(catalog),
        ["settings.md"] = SettingsPage.Generate(),
        ["tables.md"] = TablesPage.Generate(catalog),
    };

    /// <summary>
    /// Writes every file into a folder, which is made when it does not exist; next to the sources' <c>infra-bicep</c> also what is generated
    /// in there (<see cref="DeploymentFiles"/>).
    /// </summary>
    /// <returns>The names of the files that were changed.</returns>
    /// <exception cref="InvalidOperationException">A column of the schema that is there was retyped, renamed, moved or removed; nothing was written.</exception>
    public static IReadOnlyList<string> WriteAll(string folder)
    {
        Directory.CreateDirectory(folder);
        var files = Generate(DatasetCatalog.Product);
        RefuseChangedColumns(Path.Combine(folder, Schema), files[Schema]);
        var changed = Write(folder, files);
        var deployment = DeploymentFiles.Beside(folder);
        return Directory.Exists(deployment)
            ? [.. changed, .. Write(deployment, DeploymentFiles.Generate(DatasetCatalog.Product, deployment)).Select(name => $"infra-bicep/{name}")]
            : changed;
    }

    private static List<string> Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        var changed = new List<string>();
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && File.ReadAllText(path) == text)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            changed.Add(name);
        }

        return changed;
    }

    private static void RefuseChangedColumns(string path, string schema)
    {
        if (File.Exists(path) && SchemaChanges.Between(File.ReadAllText(path), schema) is { Count: > 0 } changes)
        {
            throw new InvalidOperationException(
                $"Columns of deployed tables may only be added. {string.Join(' ', changes)} Undo that; or, if nobody has deployed these tables yet, delete {path}.");
        }
    }
}
