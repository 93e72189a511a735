using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public abstract class FullScanTests(string ruleId) : RuleTest(ruleId)
{
    private protected static PlanSpec Scan(string? partitionFilters = null, string? dataFilters = null, long bytes = 10 * GiB, long? partitions = null)
    {
        var scan = Node("Scan parquet main.sales.orders").Metric("size of files read", bytes, "size").Metric("number of files read", 500).Meta("Location", "PreparedDeltaFileIndex(1 paths)[abfss://c@a/orders]");
        if (partitionFilters is not null)
        {
            scan.Meta("PartitionFilters", partitionFilters);
        }

        if (dataFilters is not null)
        {
            scan.Meta("DataFilters", dataFilters);
        }

        return partitions is null ? scan : scan.Metric("number of partitions read", partitions.Value);
    }

    /// <summary>With the event of DataFlint's plugin about the table's layout.</summary>
    private protected static SparkLog Log(PlanSpec scan, string? layout = null, string table = "main.sales.orders", params string[] columns)
    {
        var log = Cluster().Query(3, 0, 5000, scan);
        if (layout is null)
        {
            return log;
        }

        var info = new JsonObject { ["minExecutionId"] = 3, ["tablePath"] = "/elsewhere", ["tableName"] = table, ["partitionColumns"] = new JsonArray(), ["clusteringColumns"] = new JsonArray(), ["zorderColumns"] = new JsonArray() };
        info[layout] = new JsonArray([.. columns.Select(column => JsonValue.Create(column))]);
        return log.Event(1, "org.apache.spark.dataflint.listener.DataflintDeltaLakeScanEvent", new JsonObject { ["scanInfo"] = info });
    }
}
