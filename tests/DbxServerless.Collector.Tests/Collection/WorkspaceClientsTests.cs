using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class WorkspaceClientsTests
{
    [Fact]
    public async Task Processes_over_one_storage_share_what_a_workspace_allows()
    {
        var states = new MemoryStateStore();
        states.BeforeSave = key => throw new InvalidDataException(key);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IStateStore>(states).AddCollection().BuildServiceProvider();
        var workspace = services.GetRequiredService<IWorkspaceClients>().For(new WorkspaceOptions { Name = "acme", Host = "http://localhost:1", Token = "none" });

        // Nothing is sent before the budget is asked.
        (await Should.ThrowAsync<InvalidDataException>(() => workspace.Facts.GetMeAsync(CancellationToken.None))).Message.ShouldBe("request-budget/acme");
    }
}
