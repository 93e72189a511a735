using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

/// <summary>A query that commits to an Iceberg table, with the event of DataFlint's plugin.</summary>
internal static class IcebergLog
{
    public static SparkLog Of(string node, params (string Name, long Value)[] metrics)
    {
        var values = new JsonObject();
        foreach (var (name, value) in metrics)
        {
            values[name] = value;
        }

        return new SparkLog().Executor("1").Query(5, 0, 5000, PlanSpec.Node(node)).Event(5000, "org.apache.spark.dataflint.listener.IcebergCommitEvent", new JsonObject
        {
            ["icebergCommit"] = new JsonObject { ["executionId"] = 5, ["tableName"] = "db.t", ["commitId"] = "1", ["operation"] = "MERGE", ["metrics"] = values },
        });
    }

    /// <summary>A copy-on-write commit that keeps the number of files and of rows.</summary>
    public static SparkLog Replace(long replacedFiles, long rows, long files = 100, long tableRows = 1000, string node = "ReplaceData", long bytes = 1L << 30) => Of(
        node, ("addedDataFiles", replacedFiles), ("removedDataFiles", replacedFiles), ("totalDataFiles", files),
        ("addedRecords", rows), ("removedRecords", rows), ("totalRecords", tableRows), ("removedFilesSizeInBytes", bytes));
}
