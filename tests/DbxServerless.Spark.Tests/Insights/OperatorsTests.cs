using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Tests.Insights;

public sealed class OperatorsTests
{
    [Theory]
    [InlineData("Scan parquet spark_catalog.db.t", "Scan", false)]
    [InlineData("PhotonScan parquet ", "Scan", true)]
    [InlineData("BatchScan iceberg.db.t", "Scan", false)]
    [InlineData("Scan[obj#1]", "MemoryScan", false)]
    [InlineData("Scan ExistingRDD", "MemoryScan", false)]
    [InlineData("LocalTableScan", "MemoryScan", false)]
    [InlineData("InMemoryTableScan", "CachedScan", false)]
    [InlineData("DataFlintFilter", "Filter", false)]
    [InlineData("PhotonFilter", "Filter", true)]
    [InlineData("PhotonGroupingAgg", "Aggregate", true)]
    [InlineData("WholeStageCodegen (12)", "Wrapper", false)]
    [InlineData("PhotonShuffleMapStage", "Wrapper", true)]
    [InlineData("Exchange", "ShuffleExchange", false)]
    [InlineData("PhotonShuffleExchangeSink", "ShuffleExchange", true)]
    [InlineData("PhotonShuffleExchangeSource", "ShuffleRead", true)]
    [InlineData("AQEShuffleRead", "ShuffleRead", false)]
    [InlineData("DataFlintBatchEvalPython", "PythonUdf", false)]
    [InlineData("MapElements", "ScalaUdf", false)]
    [InlineData("PhotonBroadcastNestedLoopJoin", "NestedLoopJoin", true)]
    [InlineData("Execute WriteIntoDeltaCommand", "Command", false)]
    [InlineData("Generate", "Generate", false)]
    [InlineData("SomethingNew", "Other", false)]
    [InlineData("", "Other", false)]
    public void Tells_what_an_operator_does(string name, string kind, bool isPhoton) =>
        (Operators.Of(name).Kind.ToString(), Operators.Of(name).IsPhoton).ShouldBe((kind, isPhoton));

    [Theory]
    [InlineData("SortMergeJoin [a#1], [b#2], Inner", true, true)]
    [InlineData("SortMergeJoin [a#1], [b#2], LeftOuter", false, true)]
    [InlineData("SortMergeJoin [a#1], [b#2], RightOuter", true, false)]
    [InlineData("SortMergeJoin [a#1], [b#2], FullOuter", false, false)]
    [InlineData("SortMergeJoin [a#1], [b#2], LeftAnti", false, true)]
    [InlineData("SortMergeJoin [a#1], [b#2], ExistenceJoin(exists#3)", false, true)]
    [InlineData("SortMergeJoin", true, true)]
    public void Tells_which_side_of_a_join_can_be_broadcast(string detail, bool left, bool right) =>
        (JoinType.CanBroadcast(detail, isLeft: true), JoinType.CanBroadcast(detail, isLeft: false)).ShouldBe((left, right));
}
