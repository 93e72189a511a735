namespace DbxServerless.Databricks.Tests;

public sealed class WorkspaceHostTests
{
    [Theory]
    [InlineData("adb-1.2.azuredatabricks.net")]
    [InlineData("https://adb-1.2.azuredatabricks.net")]
    [InlineData("https://adb-1.2.azuredatabricks.net/")]
    [InlineData("https://https://adb-1.2.azuredatabricks.net")]
    [InlineData("https:///adb-1.2.azuredatabricks.net")]
    [InlineData("https//adb-1.2.azuredatabricks.net")]
    [InlineData("HTTPS://ADB-1.2.azuredatabricks.net/?o=12#job/3")]
    [InlineData("  \"adb-1.2.azuredatabricks.net/sql/warehouses\"  ")]
    [InlineData("http://https://adb-1.2.azuredatabricks.net")]
    public void What_can_be_mended_is_mended(string text)
    {
        WorkspaceHost.TryParse(text, out var host, out var error).ShouldBeTrue(error);
        host!.ToString().ShouldBe("https://adb-1.2.azuredatabricks.net/");
    }

    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1:5000/api", "http://127.0.0.1:5000/")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    [InlineData("localhost:8443", "https://localhost:8443/")]
    [InlineData("10.1.2.3", "https://10.1.2.3/")]
    public void Loopback_may_be_http_and_ports_stay(string text, string expected)
    {
        WorkspaceHost.TryParse(text, out var host, out var error).ShouldBeTrue(error);
        host!.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("  ", "empty")]
    [InlineData("http://adb-1.2.azuredatabricks.net", "unencrypted")]
    [InlineData("/sql/1.0/warehouses/abc", "HTTP path of a warehouse")]
    [InlineData("sql/1.0/warehouses/abc", "HTTP path of a warehouse")]
    [InlineData("https://accounts.azuredatabricks.net", "account console")]
    [InlineData("https://portal.azure.com/#@x/resource", "'@'")]
    [InlineData("https://portal.azure.com", "Azure portal")]
    [InlineData("adb-1", "lacks its domain")]
    [InlineData("1234567890", "workspace id")]
    [InlineData("jdbc:databricks://adb-1.2.azuredatabricks.net:443", "JDBC")]
    [InlineData("/subscriptions/1/resourceGroups/2", "resource id")]
    [InlineData("my workspace", "not a host name")]
    [InlineData("https://", "not a host name")]
    [InlineData("user:pw@adb-1.2.azuredatabricks.net", "without a user")]
    public void What_cannot_be_a_host_is_refused_with_a_sentence(string? text, string says)
    {
        WorkspaceHost.TryParse(text, out var host, out var error).ShouldBeFalse();
        host.ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(says);
        error.ShouldEndWith(".");
    }
}
