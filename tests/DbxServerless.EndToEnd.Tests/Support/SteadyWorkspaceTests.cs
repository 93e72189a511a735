using DbxServerless.Simulator;
using DbxServerless.Simulator.SystemTables;
using DbxServerless.Testing;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary><c>run</c> against a simulated workspace in which time stands still, so that two collections read the same.</summary>
public abstract class SteadyWorkspaceTests : IAsyncLifetime
{
    private protected SimulatedWorkspace Workspace { get; private set; } = null!;

    private protected TemporaryFolder Folder { get; } = new();

    public async Task InitializeAsync() => Workspace = await Workspaces.StartAsync(new SimulatorOptions
    {
        Days = 3,
        Time = new ManualTimeProvider(DateTimeOffset.UtcNow),
        Tables = TableOptions.Prompt,
    });

    public async Task DisposeAsync()
    {
        await Workspace.DisposeAsync();
        Folder.Dispose();
    }

    private protected Product Start(params (string Name, string Value)[] more)
    {
        var settings = Workspace.Settings();
        foreach (var (name, value) in more)
            settings[name] = value;
        return Product.Start(["run", "--port", "0", "--data", Folder.Path], settings);
    }

    private protected Task<Finished> OnceAsync(TemporaryFolder folder) => Product.RunAsync(["run", "--once", "--data", folder.Path], Workspace.Settings());
}
