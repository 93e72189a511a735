using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights;

public sealed class InsightDocsTests
{
    private const string Mend = "Run: dotnet run --project src/DbxServerless.Standalone -- docs docs";

    [Fact]
    public void The_documents_are_up_to_date()
    {
        var folder = Path.Combine(Repository(), "docs");
        var files = InsightDocs.Files();
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            File.Exists(file).ShouldBeTrue($"docs/{path} is missing. {Mend}");
            File.ReadAllText(file).ShouldBe(content, $"docs/{path} is stale. {Mend}");
        }

        Directory.GetFiles(Path.Combine(folder, "insights")).Select(file => "insights/" + Path.GetFileName(file)).Except(files.Select(file => file.Path))
            .ShouldBeEmpty("Pages without a rule: delete them.");
    }

    [Fact]
    public void Every_alert_of_DataFlint_has_one_rule() =>
        InsightRules.All.SelectMany(rule => rule.Info.DataFlintAlerts).Order().ShouldBe(new[]
        {
            "executorMemoryTooHigh", "executorMemoryTooLow", "driverMemoryTooHigh", "idleCoresTooHigh", "readSmallFiles", "writeSmallFilesPartitioned",
            "writeSmallUnpartitionedFiles", "writeSmallFiles", "partitionSkew", "smallTasks", "inefficientIcebergReplaceTable", "replacedMostOfIcebergTable",
            "longFilterCondition", "largeBroadcast", "broadcastSmallTable", "largeCrossJoinScan", "maxPartitionToBig", "fullScanPartitionedTable",
            "fullScanLiquidClusteringTable", "fullScanZIndexTable",
        }.Order());

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DbxServerless.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
