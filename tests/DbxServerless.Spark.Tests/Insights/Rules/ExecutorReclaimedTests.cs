namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ExecutorReclaimedTests() : ExecutorRemovedTests("executor-reclaimed", "spot instance preempted", "worker lost");
