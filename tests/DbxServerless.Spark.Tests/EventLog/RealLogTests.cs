using System.Text.Json;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Report;
using Xunit.Abstractions;

namespace DbxServerless.Spark.Tests.EventLog;

public sealed class RealLogTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Totals_equal_what_an_independent_program_computed()
    {
        if (RealLogs.Paths.Count == 0)
        {
            const string Note = "Not run against real event logs: ../shared/eventlogs is absent. The generated logs are what is tested.";
            output.WriteLine(Note);
            Console.WriteLine(Note);
            return;
        }

        foreach (var (name, path) in RealLogs.Paths)
        {
            var application = await EventLogReader.ReadAsync(EventLogSource.Open(path));
            var actual = Json(application);
            using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(RealLogs.ExpectedPath(name)));
            foreach (var part in new[] { "application", "totals" })
            {
                foreach (var property in expected.RootElement.GetProperty(part).EnumerateObject())
                {
                    actual.GetProperty(part).GetProperty(property.Name).ToString().ShouldBe(property.Value.ToString(), $"{name}: {part}.{property.Name}");
                }
            }

            actual.GetProperty("sql").GetArrayLength().ShouldBe(expected.RootElement.GetProperty("sqlExecutions").GetInt32(), name);
            actual.GetProperty("executors").GetArrayLength().ShouldBe(expected.RootElement.GetProperty("executorsAdded").GetInt32(), name);
            actual.GetProperty("malformedLines").GetInt32().ShouldBe(expected.RootElement.GetProperty("malformedLines").GetInt32(), name);
            application.Account.DuplicateEvents.ShouldBe(0, name);
            application.Account.Damage.ShouldBeEmpty(name);
            application.Stages.Sum(stage => stage.Tasks.Totals.Tasks).ShouldBe(application.Totals.Tasks.Tasks, name);
        }
    }

    private static JsonElement Json(SparkApplication application)
    {
        using var stream = new MemoryStream();
        ApplicationJson.Write(stream, application);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
