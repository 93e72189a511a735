using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ExecutorRemovalTests
{
    [Theory]
    [InlineData("Container killed by YARN for exceeding memory limits. 5.5 GB of 5.5 GB physical memory used", "OutOfMemory")]
    [InlineData("Command exited with code 137", "OutOfMemory")]
    [InlineData("Executor killed with exit code 52 (OutOfMemoryError)", "OutOfMemory")]
    [InlineData("worker decommissioned because of kill request from HTTP endpoint", "Reclaimed")]
    [InlineData("Spot instance preempted by the cloud provider", "Reclaimed")]
    [InlineData("worker lost: 10.59.176.34:35971 got disassociated", "Lost")]
    [InlineData("Executor heartbeat timed out after 127103 ms", "Lost")]
    [InlineData("Executor Process Lost", "Lost")]
    [InlineData("Remote RPC client disassociated. Likely due to containers exceeding thresholds, or network issues.", "Lost")]
    [InlineData("Container container_e87_1 exited from explicit termination request.", "None")]
    [InlineData("Executor killed by driver.", "None")]
    [InlineData("Command exited with code 0", "None")]
    [InlineData("Spark scale down: idle", "None")]
    [InlineData(null, "None")]
    public void Tells_why_an_executor_went(string? reason, string cause) => ExecutorRemoval.CauseOf(reason).ToString().ShouldBe(cause);
}
