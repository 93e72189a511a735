using DbxServerless.Azure.Settings;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DbxServerless.Azure.Tests.Settings;

public sealed class AzureSettingsTests
{
    private const string Emulator = "UseDevelopmentStorage=true";
    private const string RuleId = "dcr-0123456789abcdef0123456789abcdef";

    private static readonly string AllTables = string.Join(",", DatasetCatalog.Product.Datasets.Select(dataset => dataset.Info.Table).OfType<string>().Append("DbxCollections"));

    [Fact]
    public void Storage_is_the_account_of_the_functions_host_unless_another_is_set()
    {
        Read(("AzureWebJobsStorage", Emulator)).Storage.ConnectionString.ShouldBe(Emulator);

        var named = Read(("AzureWebJobsStorage:accountName", "acme")).Storage;
        named.BlobEndpoint.ShouldBe("https://acme.blob.core.windows.net");
        named.TableEndpoint.ShouldBe("https://acme.table.core.windows.net");

        Read(("AzureWebJobsStorage:blobServiceUri", "https://b.example"), ("AzureWebJobsStorage:tableServiceUri", "https://t.example"))
            .Storage.TableEndpoint.ShouldBe("https://t.example");

        var own = Read(("AzureWebJobsStorage", Emulator), ("Storage:BlobEndpoint", "https://own.blob.core.windows.net"), ("Storage:TableEndpoint", "https://own.table.core.windows.net"));
        own.Storage.ConnectionString.ShouldBeNull();
        own.Storage.BlobEndpoint.ShouldBe("https://own.blob.core.windows.net");
    }

    [Fact]
    public void Good_settings_have_no_problem()
    {
        Problems(
            ("AzureWebJobsStorage:accountName", "acme"),
            ("Sinks:default:Rules:0:Endpoint", "https://one.westeurope-1.ingest.monitor.azure.com"),
            ("Sinks:default:Rules:0:ImmutableId", RuleId),
            ("Sinks:default:Rules:0:Tables", AllTables)).ShouldBeEmpty();
        Problems(("AzureWebJobsStorage", Emulator), ("Sinks:default:Folder", "records")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/var/records")]
    [InlineData("C:\\records")]
    [InlineData("records/")]
    [InlineData("../records")]
    public void A_folder_of_records_is_one_of_the_container(string folder) =>
        Problems(("AzureWebJobsStorage", Emulator), ("Sinks:default:Folder", folder)).ShouldHaveSingleItem()
            .ShouldStartWith($"Sinks__default__Folder is '{folder}'; it is a folder of the container of blobs, not of a disk");

    [Fact]
    public void The_settings_of_the_app_in_azure_are_no_problem_for_the_collectors()
    {
        var configuration = Configuration(("Storage:Container", "c"), ("Sinks:default:Folder", "records"), ("AzureWebJobsStorage:accountName", "acme"));

        new CollectorOptionsValidator(DatasetCatalog.Product).Problems(SettingsReader.Read(configuration))
            .ShouldAllBe(problem => problem.StartsWith("No workspace is given", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_a_sentence_that_names_the_setting()
    {
        var problems = Problems(
            ("Storage:BlobEndpoint", "acme"),
            ("Sinks:default:Rules:0:Endpoint", "http://one"),
            ("Sinks:default:Rules:0:ImmutableId", "one"),
            ("Sinks:default:Rules:0:Tables", AllTables),
            ("Sinks:default:Rules:1:Endpoint", "https://two.ingest.monitor.azure.com"),
            ("Sinks:default:Rules:1:ImmutableId", RuleId),
            ("Sinks:default:Rules:1:Tables", "DbxCollections"));

        problems.ShouldBe(
        [
            "Storage__BlobEndpoint is 'acme'; write an address like https://ACCOUNT.blob.core.windows.net.",
            "Storage__TableEndpoint is missing; set it to https://ACCOUNT.table.core.windows.net, or Storage__ConnectionString to UseDevelopmentStorage=true for the emulator.",
            "Sinks__default__Rules__0__Endpoint is 'http://one'; write the rule's logs ingestion endpoint, https://….ingest.monitor.azure.com.",
            "Sinks__default__Rules__0__ImmutableId is 'one'; write the rule's immutable id, dcr- and 32 hex digits.",
            "Sinks__default__Rules__… name the table DbxCollections 2 times; leave it with one rule.",
        ]);
    }

    [Fact]
    public void Sinks_that_are_not_there_are_named_with_what_to_set()
    {
        var problems = Problems(("AzureWebJobsStorage", Emulator), ("Workspaces:0:Sink", "europe"));

        problems.ShouldContain("There is no sink 'europe'; set Sinks__europe__Rules__0__Endpoint, __ImmutableId and __Tables of a data collection rule.");
        problems.ShouldContain(problem => problem.StartsWith("There is no sink 'default'", StringComparison.Ordinal));
    }

    [Fact]
    public void Tables_that_no_rule_takes_are_named_unless_their_dataset_is_off()
    {
        var dataset = DatasetCatalog.Product.Datasets.First(dataset => dataset.Info.Table is not null).Info;
        (string, string)[] settings =
        [
            ("AzureWebJobsStorage", Emulator),
            ("Sinks:default:Rules:0:Endpoint", "https://one.ingest.monitor.azure.com"),
            ("Sinks:default:Rules:0:ImmutableId", RuleId),
            ("Sinks:default:Rules:0:Tables", string.Join(", ", AllTables.Split(',').Where(table => table != dataset.Table))),
        ];

        Problems(settings).ShouldHaveSingleItem().ShouldContain(dataset.Table!);
        Problems([.. settings, ($"Datasets:{dataset.Name}:Records", "false")]).ShouldBeEmpty();
    }

    [Fact]
    public void Each_workspace_gets_the_sink_that_it_names()
    {
        using var services = Services(("AzureWebJobsStorage", Emulator), ("Sinks:default:Folder", "a"), ("Sinks:Europe:Folder", "b"));
        var sinks = services.GetRequiredService<IRecordSinks>();

        sinks.For(null).ShouldBeSameAs(sinks.For("default"));
        sinks.For(" europe ").ShouldNotBeSameAs(sinks.For(""));
        Should.Throw<InvalidOperationException>(() => sinks.For("asia")).Message.ShouldBe("There is no sink 'asia'. There are: Europe, default.");
        services.GetRequiredService<IStateStore>().ShouldNotBeNull();
        services.GetRequiredService<IBlobStore>().ShouldNotBeNull();
    }

    private static AzureOptions Read(params (string, string)[] settings)
    {
        var options = new AzureOptions();
        AzureSettings.Read(Configuration(settings), options);
        return options;
    }

    private static IReadOnlyList<string> Problems(params (string, string)[] settings)
    {
        using var services = Services(settings);
        try
        {
            _ = services.GetRequiredService<IOptions<AzureOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }

    private static ServiceProvider Services(params (string, string)[] settings) => new ServiceCollection()
        .AddDbxServerlessAzure(Configuration(settings))
        .BuildServiceProvider();

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
