using DbxServerless.Collector.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static DbxServerless.Collector.Tests.Settings.SettingsFixture;

namespace DbxServerless.Collector.Tests.Settings;

public sealed class CollectorOptionsValidatorTests
{
    [Fact]
    public void One_workspace_by_Databricks_variables_is_enough() => Problems(OneWorkspace).ShouldBeEmpty();

    [Fact]
    public void One_numbered_workspace_is_enough() => Problems(NumberedWorkspace).ShouldBeEmpty();

    [Fact]
    public void No_workspace_is_told() => Problems("PATH=/usr/bin").ShouldBe(
        ["No workspace is given; set DATABRICKS_HOST (and DATABRICKS_WAREHOUSE_ID) for one, or Workspaces__0__Host and so on for several."]);

    [Fact]
    public void Both_ways_to_name_a_workspace_are_refused_with_both_names() => Problems([.. OneWorkspace, .. NumberedWorkspace]).ShouldBe(
        ["Both DATABRICKS_HOST, DATABRICKS_WAREHOUSE_ID and Workspaces__0__Host name a workspace; remove them, or Workspaces__0__…."]);

    [Theory]
    [InlineData("Workspaces__0__Host=/sql/1.0/warehouses/abc", "Workspaces__0__Host: The host '/sql/1.0/warehouses/abc' is the HTTP path of a warehouse")]
    [InlineData("Workspaces__0__Host=http://adb-1.2.azuredatabricks.net", "Workspaces__0__Host: The host 'adb-1.2.azuredatabricks.net' is given with http://")]
    [InlineData("Workspaces__0__Host=", "Workspaces__0__Host is missing; set it to the workspace's address, e.g. adb-1234567890123456.7.azuredatabricks.net.")]
    public void A_bad_host_is_told_with_its_setting(string variable, string problem) =>
        Problems([.. NumberedWorkspace, variable]).ShouldHaveSingleItem().ShouldStartWith(problem);

    [Fact]
    public void A_bad_host_is_told_by_the_name_that_it_was_given_with() =>
        Problems("DATABRICKS_HOST=1234567890123456", "DATABRICKS_WAREHOUSE_ID=a").ShouldHaveSingleItem()
            .ShouldStartWith("DATABRICKS_HOST: The host '1234567890123456' is a workspace id");

    [Fact]
    public void A_missing_warehouse_is_told_with_the_datasets_that_need_it()
    {
        var problems = Problems(OneWorkspace[0]);

        problems.Count.ShouldBe(2);
        problems[0].ShouldStartWith("DATABRICKS_WAREHOUSE_ID is missing, which ");
        problems[0].ShouldContain("job_runs");
        problems[0].ShouldContain("the region 'default'");
        problems[1].ShouldContain("billing_usage");
        problems[1].ShouldContain("the account");
    }

    [Fact]
    public void A_region_without_a_warehouse_is_told_though_another_region_has_one() =>
        Problems([.. NumberedWorkspace, "Workspaces__1__Host=adb-3.4.azuredatabricks.net", "Workspaces__1__Region=northeurope"])
            .ShouldHaveSingleItem().ShouldStartWith("Workspaces__1__WarehouseId is missing");

    [Fact]
    public void A_workspace_that_does_not_read_needs_no_warehouse() =>
        Problems([.. NumberedWorkspace, "Workspaces__1__Host=adb-3.4.azuredatabricks.net"]).ShouldBeEmpty();

    [Fact]
    public void A_designated_reader_needs_a_warehouse() =>
        Problems([.. NumberedWorkspace, "Workspaces__1__Host=adb-3.4.azuredatabricks.net", "Workspaces__1__AccountReader=true"])
            .ShouldHaveSingleItem().ShouldStartWith("Workspaces__1__WarehouseId is missing");

    [Fact]
    public void Without_SQL_datasets_no_warehouse_is_needed() =>
        Problems([.. NumberedWorkspace[..1], .. Datasets.DatasetCases.Sql.Select(dataset => $"Datasets__{dataset.Info.Name}__Enabled=false")]).ShouldBeEmpty();

    [Theory]
    [InlineData(
        "Workspaces__0__ClientSecret=s",
        "Workspaces__0__ClientSecret is set without Workspaces__0__ClientId; set Workspaces__0__ClientId to the application id of the service principal that the secret belongs to.")]
    [InlineData("Workspaces__0__ClientSecret=s Workspaces__0__Token=dapi", "Workspaces__0__Token and Workspaces__0__ClientSecret are two identities; remove one of them.")]
    [InlineData("Workspaces__0__ClientId=c Workspaces__0__Token=dapi", "Workspaces__0__Token and Workspaces__0__ClientId are two identities; remove one of them.")]
    [InlineData("Workspaces__0__WorkspaceId=abc", "Workspaces__0__WorkspaceId is 'abc'; write the number after ?o= in the workspace's address.")]
    [InlineData("Workspaces__0__WorkspaceId=5", "Workspaces__0__WorkspaceId is 5, but Workspaces__0__Host says 1234567890123456; remove it.")]
    [InlineData("Workspaces__0__Sink=eu/west", "Workspaces__0__Sink is 'eu/west'; name the sink with letters, digits, - and _ only.")]
    [InlineData("Workspaces__0__RequestsPerSecond=0", "Workspaces__0__RequestsPerSecond is 0; write a number from 0.01 to 1000.")]
    [InlineData("Workspaces__0__Hots=x", "Workspaces__0__Hots is not a setting; did you mean Workspaces__0__Host?")]
    [InlineData("Workspace__0__Region=x", "Workspace__… is not a group of settings; did you mean Workspaces__…?")]
    [InlineData("Jobs__SlaSeconds=an_hour", "Jobs__SlaSeconds is 'an_hour'; write a whole number.")]
    [InlineData("Jobs__SlaSeconds=0", "Jobs__SlaSeconds is 0; write a number from 1 to 2592000.")]
    [InlineData("Jobs__Sla=5", "Jobs__Sla is not a setting; after Jobs__ come SlaSeconds, SlaTag, SlaSecondsByJob, FailureReasons.")]
    [InlineData("Jobs__SlaSecondsByJob__nightly=60", "Jobs__SlaSecondsByJob__nightly is 60; write a job id, or workspace id/job id, and seconds of at least 1.")]
    [InlineData("Sliding__JobsHours=0", "Sliding__JobsHours is 0; write a number from 1 to 720.")]
    [InlineData("Jobs=5", "Jobs has a value of its own, but it is a group of settings; set those below it (Jobs__…).")]
    [InlineData("Jobs__SlaSeconds__x=5", "Jobs__SlaSeconds is one value; there is nothing below it.")]
    [InlineData("Limits__ConcurrentStatements=0", "Limits__ConcurrentStatements is 0; write a number from 1 to 100.")]
    [InlineData("OnlyConfiguredWorkspaces=yes", "OnlyConfiguredWorkspaces is 'yes'; write true or false.")]
    [InlineData("Privacy__UserNames=hide", "Privacy__UserNames is 'hide'; write one of Keep, Hash, Drop.")]
    [InlineData("Privacy__UserNames=7", "Privacy__UserNames is '7'; write one of Keep, Hash, Drop.")]
    [InlineData("Billing__Currency=Euro", "Billing__Currency is 'Euro'; write a currency code of three capital letters, e.g. USD.")]
    [InlineData("Billing__VmHourPrices__Standard_D8ds_v5=-1", "Billing__VmHourPrices__Standard_D8ds_v5 is -1; write a node type, e.g. Standard_D8ds_v5, and the price of its hour, from 0 to 100000.")]
    [InlineData("Billing__SpotVmHourPrices__D8,v5=1", "Billing__SpotVmHourPrices__D8,v5 is 1; write a node type, e.g. Standard_D8ds_v5, and the price of its hour, from 0 to 100000.")]
    [InlineData("Billing__DbuHourPrices__Standard_D8ds_v5=cheap", "Billing__DbuHourPrices__Standard_D8ds_v5 is 'cheap'; write a number.")]
    [InlineData("Datasets__job_run__Enabled=false", "Datasets__job_run: there is no dataset 'job_run'; did you mean job_runs?")]
    [InlineData("Datasets__job_runs__Enable=false", "Datasets__job_runs__Enable is not a setting; did you mean Datasets__job_runs__Enabled?")]
    [InlineData(
        "Datasets__job_runs__WithoutFamilies__0=databricks_job_sla_mis_total",
        "Datasets__job_runs__WithoutFamilies__0: 'databricks_job_sla_mis_total' is no family of job_runs; did you mean databricks_job_sla_miss_total?")]
    [InlineData("SystemTables__system.lakeflow.job=a.b.c", "SystemTables__system.lakeflow.job: no dataset reads 'system.lakeflow.job'; did you mean system.lakeflow.jobs?")]
    [InlineData(
        "SystemTables__system.lakeflow.jobs=a.b",
        "SystemTables__system.lakeflow.jobs is 'a.b'; write catalog.schema.view, each part in backticks if it has other signs than letters, digits and _.")]
    [InlineData(
        "SystemTables__system.lakeflow=ops-views.lakeflow",
        "SystemTables__system.lakeflow is 'ops-views.lakeflow'; write catalog.schema, each part in backticks if it has other signs than letters, digits and _.")]
    public void A_wrong_setting_is_told_in_one_sentence_with_its_name_and_the_mend(string variables, string problem) =>
        Problems([.. NumberedWorkspace, .. variables.Split(' ')]).ShouldBe([problem]);

    [Theory]
    [InlineData("SystemTables__system.lakeflow=`ops-views`.lakeflow")]
    [InlineData("SystemTables__lakeflow__jobs=ops.views.jobs")]
    [InlineData("Datasets__job_runs__WithoutFamilies__0=databricks_job_sla_miss_total")]
    [InlineData("Jobs__SlaSecondsByJob__1234/56=60")]
    [InlineData("Billing__VmHourPrices__Standard_D8ds_v5=0.448")]
    [InlineData("Schedules__Regular=0 */30 6-18 * * 1-5")]
    [InlineData("Workspaces__0__Host=https://https://adb-1234567890123456.7.azuredatabricks.net/?o=1#sql")]
    [InlineData("Workspaces__0__ClientId=of-a-managed-identity")]
    public void Right_settings_are_not_complained_about(string variable) => Problems([.. NumberedWorkspace, variable]).ShouldBeEmpty();

    [Theory]
    [InlineData("every hour")]
    [InlineData("5 * * * *")]
    [InlineData("0 61 * * * *")]
    public void A_wrong_schedule_is_told(string schedule) => Problems([.. NumberedWorkspace, $"Schedules__Slow={schedule}"]).ShouldBe(
        [$"Schedules__Slow is '{schedule}', which is no schedule; write second minute hour day month weekday in UTC, e.g. '0 5 * * * *' for five past every hour."]);

    [Fact]
    public void Half_an_Azure_identity_is_told_by_its_variables() => Problems([.. OneWorkspace, "ARM_CLIENT_ID=c", "ARM_CLIENT_SECRET=s"]).ShouldBe(
        ["ARM_CLIENT_SECRET is set without ARM_TENANT_ID; set ARM_TENANT_ID, or use a Databricks OAuth secret in DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET."]);

    [Fact]
    public void Hashing_needs_a_key()
    {
        Problems([.. NumberedWorkspace, "Privacy__UserNames=Hash"]).ShouldHaveSingleItem().ShouldStartWith("Privacy__HashKey is missing or too short");
        Problems([.. NumberedWorkspace, "Privacy__UserNames=Hash", "Privacy__HashKey=short"]).ShouldHaveSingleItem().ShouldStartWith("Privacy__HashKey");
        Problems([.. NumberedWorkspace, "Privacy__UserNames=Hash", "Privacy__HashKey=0123456789abcdef"]).ShouldBeEmpty();
    }

    [Fact]
    public void Two_workspaces_need_two_names()
    {
        Problems([.. NumberedWorkspace, "Workspaces__0__Name=a b", "Workspaces__1__Host=adb-3.4.azuredatabricks.net", "Workspaces__1__Name=A-B"]).ShouldBe(
            ["Workspaces__0__Name and Workspaces__1__Name have the name (a-b); give one of them another name."]);
        Problems([.. NumberedWorkspace, "Workspaces__0__Name=prod", "Workspaces__1__Host=adb-3.4.azuredatabricks.net", "Workspaces__1__Name=Prod"]).ShouldBe(
            ["Workspaces__0__Name and Workspaces__1__Name have the name (prod); give one of them another name."]);
        Problems([.. NumberedWorkspace, "Workspaces__1__Host=adb-3.4.azuredatabricks.net"]).ShouldBeEmpty();
    }

    [Fact]
    public void One_workspace_is_not_watched_twice() =>
        Problems([.. NumberedWorkspace, "Workspaces__1__Host=https://ADB-1234567890123456.7.azuredatabricks.net", "Workspaces__1__Name=other"]).ShouldBe(
            ["Workspaces__0__Host and Workspaces__1__Host are the same workspace (adb-1234567890123456.7.azuredatabricks.net); remove one of them."]);

    [Fact]
    public void A_region_has_one_reader()
    {
        string[] two =
        [
            .. NumberedWorkspace, "Workspaces__0__RegionReader=true", "Workspaces__1__Host=adb-3.4.azuredatabricks.net", "Workspaces__1__WarehouseId=b",
            "Workspaces__1__RegionReader=true",
        ];
        Problems(two).ShouldBe(["Workspaces__0__RegionReader and Workspaces__1__RegionReader are both true for the region 'default'; leave one of them."]);
        Problems([.. two, "Workspaces__1__Region=northeurope"]).ShouldBeEmpty();
    }

    [Fact]
    public void Limiting_to_configured_workspaces_needs_their_ids() =>
        Problems("OnlyConfiguredWorkspaces=true", "Workspaces__0__Host=dbx.example.com", "Workspaces__0__WarehouseId=a").ShouldHaveSingleItem()
            .ShouldStartWith("Workspaces__0__WorkspaceId is missing, which OnlyConfiguredWorkspaces needs");

    [Fact]
    public void All_that_is_wrong_is_told_at_once() => Problems([.. NumberedWorkspace, "Jobs__SlaSeconds=x", "Privacy__UserNames=y", "Schedules__Fast=z"]).Count.ShouldBe(3);

    [Fact]
    public void No_secret_is_in_a_sentence() =>
        string.Concat(Problems([.. NumberedWorkspace, "Workspaces__0__Token=top-secret", "Workspaces__0__ClientSecret=top-secret", "Privacy__UserNames=Hash", "Privacy__HashKey=top-secret"]))
            .ShouldNotContain("top-secret");

    [Fact]
    public void A_wrong_setting_stops_the_start()
    {
        using var services = new ServiceCollection().AddDbxServerlessOptions(Configuration("Jobs__SlaSeconds=x")).BuildServiceProvider();

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate())
            .Failures.ShouldContain("Jobs__SlaSeconds is 'x'; write a whole number.");
    }

    [Fact]
    public void Right_settings_come_as_options_and_by_themselves()
    {
        using var services = new ServiceCollection().AddDbxServerlessOptions(Configuration([.. OneWorkspace, "Jobs__SlaSeconds=60"])).BuildServiceProvider();

        services.GetRequiredService<IStartupValidator>().Validate();

        services.GetRequiredService<CollectorOptions>().Jobs.SlaSeconds.ShouldBe(60);
        services.GetRequiredService<CollectorOptions>().ShouldBeSameAs(services.GetRequiredService<IOptions<CollectorOptions>>().Value);
    }
}
