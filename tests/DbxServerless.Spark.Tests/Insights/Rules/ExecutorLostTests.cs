namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ExecutorLostTests() : ExecutorRemovedTests("executor-lost", "worker lost: disassociated", "spot instance preempted");
