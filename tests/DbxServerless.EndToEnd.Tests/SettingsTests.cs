using System.Net;
using System.Net.Sockets;
using DbxServerless.EndToEnd.Tests.Support;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>Missing and wrong settings end the program with a sentence each, before anything is opened or sent.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> WrongSettings => new()
    {
        { "DATABRICKS_HOST", "http://adb-1.2.azuredatabricks.net", "https://adb-1.2.azuredatabricks.net" },
        { "DATABRICKS_HOST", "accounts.azuredatabricks.net", "account console" },
        { "DATABRICKS_HOST", "/sql/1.0/warehouses/abc", "HTTP path" },
        { "Schedules__Regular", "every hour", "Schedules__Regular" },
        { "Limits__ConcurrentStatements", "many", "Limits__ConcurrentStatements" },
        { "Datasets__job_rums__Enabled", "false", "job_runs" },
        { "DATABRICKS_CLIENT_SECRET", "dose1234", "DATABRICKS_CLIENT_ID" },
        { "Web__Port", "http", "from 0 to 65535" },
        { "Web__Address", "metrics.example", "IP address" },
        { "Web__MetricToken", "opensesame", "Web__MetricsToken" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task Without_settings_one_sentence_says_what_to_set(string command)
    {
        var ended = await Product.RunAsync([command], folder: _folder.Path);

        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldBeEmpty();
        ended.ErrorLines.Count.ShouldBe(1);
        ended.Error.ShouldContain("DATABRICKS_HOST");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task A_wrong_setting_is_one_sentence_that_names_it(string name, string value, string said)
    {
        var settings = new Dictionary<string, string>(Valid) { [name] = value };
        if (name == "DATABRICKS_CLIENT_SECRET")
            settings.Remove("DATABRICKS_TOKEN");

        var ended = await Product.RunAsync(["run"], settings, _folder.Path);

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.Count.ShouldBe(1);
        ended.Error.ShouldContain(said);
        ended.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Several_wrong_settings_are_told_at_once()
    {
        var ended = await Product.RunAsync(["run"], new Dictionary<string, string>(Valid) { ["Schedules__Slow"] = "x", ["Limits__WarehouseSecondsPerDay"] = "-1" }, _folder.Path);

        ended.ErrorLines.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_settings_file_that_is_missing_or_no_JSON_is_a_sentence()
    {
        var missing = await Product.RunAsync(["run", "--settings", "nowhere.json"], folder: _folder.Path);
        var broken = await Product.RunAsync(["run", "--settings", _folder.Write("broken.json", "{ \"Workspaces\": [")], folder: _folder.Path);

        missing.ExitCode.ShouldBe(1);
        missing.ErrorLines.ShouldHaveSingleItem().ShouldContain("nowhere.json");
        broken.ExitCode.ShouldBe(1);
        broken.ErrorLines.ShouldHaveSingleItem().ShouldContain("JSON");
    }

    [Fact]
    public async Task A_settings_file_in_the_current_folder_is_read_and_variables_win()
    {
        _folder.Write("appsettings.json", """{ "Workspaces": [{ "Host": "adb-1.2.azuredatabricks.net", "WarehouseId": "a" }], "Schedules": { "Regular": "from the file" } }""");

        var fromFile = await Product.RunAsync(["run"], folder: _folder.Path);
        var fromVariable = await Product.RunAsync(["run"], new Dictionary<string, string> { ["Schedules__Regular"] = "from the variable" }, _folder.Path);

        fromFile.Error.ShouldContain("from the file");
        fromVariable.Error.ShouldContain("from the variable");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_sentence_with_the_mend()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var ended = await Product.RunAsync(["run", "--port", $"{port}"], Valid, _folder.Path);

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("--port");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_sentence_with_the_mend()
    {
        var file = _folder.Write("file", "");

        var ended = await Product.RunAsync(["run", "--data", Path.Combine(file, "below")], Valid, _folder.Path);

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("--data");
    }

    private static Dictionary<string, string> Valid => new()
    {
        ["DATABRICKS_HOST"] = "adb-1.2.azuredatabricks.net",
        ["DATABRICKS_WAREHOUSE_ID"] = "a",
        ["DATABRICKS_TOKEN"] = "dapi1",
    };
}
