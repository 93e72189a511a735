using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using DbxServerless.Functions.Tests.Durable;
using DbxServerless.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace DbxServerless.Functions.Tests;

/// <summary>The app's services as in Azure, over a folder as storage and workspaces that cannot be reached.</summary>
internal sealed class AppFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("functions").FullName;
    private readonly ServiceProvider _services;

    public AppFixture(params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] common =
        [
            ("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("Sinks:default:Folder", "records"), ("Workspaces:0:Name", "acme"),
            ("Workspaces:0:Host", "adb-1234567890123456.7.azuredatabricks.net"), ("Workspaces:0:WarehouseId", "abc"), ("Workspaces:0:Token", "dapi-x"), .. settings,
        ];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(common.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value))).Build();
        var clients = Substitute.For<IWorkspaceClients>();
        clients.For(Arg.Any<WorkspaceOptions>()).Returns(_ => throw Failure);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddDbxServerlessFunctions(configuration)
            .AddSingleton<IBlobStore>(new FileBlobStore(Path.Combine(_folder, "blobs")))
            .AddSingleton<IStateStore>(new FileStateStore(Path.Combine(_folder, "states")))
            .AddSingleton(clients)
            .BuildServiceProvider();
        Durable = new FakeDurableClient(Time);
    }

    public static Scope Account => Scope.Account;

    public static Scope Workspace { get; } = new(ScopeKind.Workspace, "acme");

    public static Scope Region { get; } = new(ScopeKind.Region, "default");

    public ManualTimeProvider Time { get; } = new();

    public FakeDurableClient Durable { get; }

    /// <summary>How workspaces fail to be reached.</summary>
    public Exception Failure { get; set; } = new InvalidOperationException("There is no such workspace.");

    public CollectionEngine Engine => Get<CollectionEngine>();

    public T Get<T>()
        where T : notnull => ActivatorUtilities.GetServiceOrCreateInstance<T>(_services);

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
