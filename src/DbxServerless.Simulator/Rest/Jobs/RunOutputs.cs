using System.Globalization;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>What task runs left behind: a result, or why they failed. A task fails in the same way each time, with other numbers in it.</summary>
internal static class RunOutputs
{
    public static void Put(JsonObject answer, RunNow now, TaskRun task, int seed)
    {
        if (task.End > now.Now)
            return;
        if (task.Result == "SUCCEEDED")
        {
            answer["notebook_output"] = new JsonObject { ["result"] = "done", ["truncated"] = false };
            return;
        }

        if (task.Result is not ("FAILED" or "ERROR"))
        {
            answer["error"] = $"Run ended with {task.TerminationCode}.";
            return;
        }

        var random = SeededRandom.For(seed, "failure", now.Run.JobName ?? "submitted", task.TaskKey);
        var number = SeededRandom.Id(seed, "failed value", task.RunId);
        var line = random.Next(12, 240).ToString(CultureInfo.InvariantCulture);
        var (error, trace) = task.TerminationCode == "RUN_EXECUTION_ERROR" ? random.Next(0, 3) switch
        {
            0 => ($"KeyError: 'customer_{number}'", Python(task, number, line, $"KeyError: 'customer_{number}'")),
            1 => ($"AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`staging`.`load_{number}` cannot be found. SQLSTATE: 42P01",
                Python(task, number, line, $"pyspark.errors.exceptions.captured.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`staging`.`load_{number}` cannot be found. SQLSTATE: 42P01")),
            _ => ("Py4JJavaError: An error occurred while calling o" + number[..4] + ".save.\n: org.apache.spark.SparkException: Job aborted due to stage failure: " +
                $"Task 7 in stage {number[..2]}.0 failed 4 times", Java(number)),
        }
            : ($"{task.TerminationCode}: the cluster could not run the command. Request {SeededRandom.Guid(seed, "request", task.RunId)}.", null);
        answer["error"] = error;
        if (trace is not null)
            answer["error_trace"] = trace;
    }

    private static string Python(TaskRun task, string number, string line, string last) =>
        $"""
        ---------------------------------------------------------------------------
        {last.Split(':')[0].Split('.')[^1]}                                  Traceback (most recent call last)
        File <command-{number}>, line {line}
             10 source = spark.read.table("orders")
        ---> {line} load_customers(source, password="hunter{number[..3]}")

        File /Workspace/Repos/etl/{task.TaskKey}/loading.py:{line}, in load_customers(source, password)
        ---> {line}     return by_key[key]

        {last}
        """;

    private static string Java(string number) =>
        $"""
        org.apache.spark.SparkException: Job aborted due to stage failure: Task 7 in stage {number[..2]}.0 failed 4 times, most recent failure: Lost task 7.3 in stage {number[..2]}.0 (TID {number[..5]}) (10.139.64.{number[^1]} executor 3): java.lang.OutOfMemoryError: Java heap space
        	at com.contoso.etl.Merger$$anonfun$3.apply(Merger.scala:118)
        	at org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:3694)
        Caused by: java.lang.OutOfMemoryError: Java heap space
        	at com.contoso.etl.Merger.merge(Merger.scala:118)
        """;
}
