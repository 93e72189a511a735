using DbxServerless.Simulator;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>Commands against a simulated workspace whose service principal has a secret of Databricks.</summary>
public abstract class OAuthWorkspaceTests : IAsyncLifetime
{
    // OAuth secrets begin with 'dose', by which they are told from Entra's.
    private protected static SimulatorOptions Options { get; } = new() { Days = 3, ClientSecret = "dose1234" };

    private protected SimulatedWorkspace Workspace { get; private set; } = null!;

    public async Task InitializeAsync() => Workspace = await Workspaces.StartAsync(Options);

    public async Task DisposeAsync() => await Workspace.DisposeAsync();
}
