using DbxServerless.Collector.Settings;
using static DbxServerless.Collector.Tests.Settings.SettingsFixture;

namespace DbxServerless.Collector.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Databricks_own_variables_make_one_workspace()
    {
        var workspace = Read([.. OneWorkspace, "DATABRICKS_CLIENT_ID=app", "DATABRICKS_CLIENT_SECRET=dose123", "PATH=/usr/bin"]).Workspaces.Single();

        workspace.Host.ShouldBe("adb-1234567890123456.7.azuredatabricks.net");
        workspace.WarehouseId.ShouldBe("0123456789abcdef");
        workspace.ClientId.ShouldBe("app");
        workspace.ClientSecret.ShouldBe("dose123");
        workspace.TenantId.ShouldBeNull();
        workspace.WorkspaceId.ShouldBe("1234567890123456");
    }

    [Fact]
    public void What_Databricks_has_no_variable_for_is_set_by_the_number_of_the_one_workspace()
    {
        var workspace = Read([.. OneWorkspace, "Workspaces__0__RequestsPerSecond=2.5", "Workspaces__0__Region=westeurope"]).Workspaces.Single();

        workspace.RequestsPerSecond.ShouldBe(2.5);
        workspace.Region.ShouldBe("westeurope");
        workspace.Host.ShouldNotBeEmpty();
        workspace.Setting(nameof(workspace.Host)).ShouldBe("DATABRICKS_HOST");
        workspace.Setting(nameof(workspace.Region)).ShouldBe("Workspaces__0__Region");
    }

    [Fact]
    public void Azure_variables_are_the_identity_when_no_Databricks_one_is_given()
    {
        string[] azure = ["ARM_TENANT_ID=t", "ARM_CLIENT_ID=c", "ARM_CLIENT_SECRET=s", "DATABRICKS_AZURE_RESOURCE_ID=/subscriptions/x"];

        var workspace = Read([.. OneWorkspace, .. azure]).Workspaces.Single();
        var withToken = Read([.. OneWorkspace, .. azure, "DATABRICKS_TOKEN=dapi1"]).Workspaces.Single();

        (workspace.TenantId, workspace.ClientId, workspace.ClientSecret, workspace.AzureResourceId).ShouldBe(("t", "c", "s", "/subscriptions/x"));
        (withToken.TenantId, withToken.ClientId, withToken.ClientSecret, withToken.Token).ShouldBe((null, null, null, "dapi1"));
    }

    [Fact]
    public void Azure_variables_alone_are_none_of_our_business() => Read("ARM_CLIENT_ID=c", "ARM_CLIENT_SECRET=s").Workspaces.ShouldBeEmpty();

    [Fact]
    public void Several_workspaces_are_numbered()
    {
        var options = Read(
            "Workspaces__0__Host=adb-1.2.azuredatabricks.net", "Workspaces__0__Region=westeurope", "Workspaces__0__RegionReader=true",
            "Workspaces__10__Host=https://adb-3.4.azuredatabricks.net/", "Workspaces__10__RequestsPerSecond=2.5");

        options.Workspaces.Select(workspace => workspace.WorkspaceId).ShouldBe(["1", "3"]);
        options.Workspaces[0].Region.ShouldBe("westeurope");
        options.Workspaces[0].RegionReader.ShouldBeTrue();
        options.Workspaces[1].RequestsPerSecond.ShouldBe(2.5);
        options.Workspaces[1].Setting(nameof(WorkspaceOptions.Token)).ShouldBe("Workspaces__10__Token");
    }

    [Fact]
    public void The_workspace_id_is_read_from_the_settings_when_the_host_does_not_tell_it()
    {
        Read("Workspaces__0__Host=dbx.example.com", "Workspaces__0__WorkspaceId=77").Workspaces.Single().WorkspaceId.ShouldBe("77");
        Read("Workspaces__0__Host=dbx.example.com").Workspaces.Single().WorkspaceId.ShouldBeNull();
    }

    [Fact]
    public void Names_of_settings_may_be_in_any_case_and_values_empty()
    {
        var options = Read("JOBS__SLASECONDS=60", "limits__warehousesecondsperday=", "privacy__usernames=hash", "DATASETS__JOB_RUNS__ENABLED=false");

        options.Jobs.SlaSeconds.ShouldBe(60);
        options.Limits.WarehouseSecondsPerDay.ShouldBe(new LimitOptions().WarehouseSecondsPerDay);
        options.Privacy.UserNames.ShouldBe(PersonalNames.Hash);
        options.Datasets["job_runs"].Enabled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("SystemTables__system.lakeflow.jobs=ops.views.jobs")]
    [InlineData("SystemTables__system__lakeflow__jobs=ops.views.jobs")]
    [InlineData("SystemTables__lakeflow__jobs=ops.views.jobs")]
    [InlineData("SYSTEMTABLES__LAKEFLOW__JOBS=ops.views.jobs")]
    public void System_tables_are_mapped_by_names_with_dots_or_without(string variable) =>
        Read(variable).SystemTables.ShouldBe([KeyValuePair.Create("system.lakeflow.jobs", "ops.views.jobs")]);
}
