using System.Text.Json.Nodes;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>Spells states as the REST API does, which is not how the tables do.</summary>
internal static class RunStates
{
    /// <param name="phase">QUEUED, PENDING, RUNNING, BLOCKED, or null when it is over.</param>
    /// <param name="result">As the tables spell it.</param>
    public static void Put(JsonObject answer, string? phase, string result, string code, string type)
    {
        if (phase is not null)
        {
            answer["state"] = new JsonObject { ["life_cycle_state"] = phase, ["state_message"] = phase == "RUNNING" ? "In run" : "", ["user_cancelled_or_timedout"] = false };
            var status = new JsonObject { ["state"] = phase };
            if (phase == "QUEUED")
            {
                status["queue_details"] = new JsonObject
                {
                    ["code"] = "MAX_CONCURRENT_RUNS_REACHED",
                    ["message"] = "Queued due to reaching maximum concurrent runs of 1.",
                };
            }

            answer["status"] = status;
            return;
        }

        var (lifeCycle, resultState) = result switch
        {
            "SUCCEEDED" => ("TERMINATED", "SUCCESS"),
            "FAILED" => ("TERMINATED", "FAILED"),
            "ERROR" => ("INTERNAL_ERROR", "FAILED"),
            "CANCELLED" => ("TERMINATED", "CANCELED"),
            "TIMED_OUT" => ("TERMINATED", "TIMEDOUT"),
            _ => ("SKIPPED", (string?)null),
        };
        var message = code switch
        {
            "SUCCESS" => "",
            "RUN_EXECUTION_ERROR" => "Workload failed, see run output for details",
            _ => $"Run ended with {code}.",
        };
        var state = new JsonObject { ["life_cycle_state"] = lifeCycle, ["state_message"] = message, ["user_cancelled_or_timedout"] = result is "CANCELLED" or "TIMED_OUT" };
        if (resultState is not null)
            state["result_state"] = resultState;
        answer["state"] = state;
        answer["status"] = new JsonObject
        {
            ["state"] = "TERMINATED",
            ["termination_details"] = new JsonObject { ["code"] = code == "CANCELLED" ? "USER_CANCELED" : code, ["type"] = type, ["message"] = message },
        };
    }
}
