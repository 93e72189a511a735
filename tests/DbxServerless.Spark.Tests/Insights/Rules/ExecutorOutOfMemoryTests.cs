namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ExecutorOutOfMemoryTests() : ExecutorRemovedTests("executor-out-of-memory", "Command exited with code 137", "worker lost");
