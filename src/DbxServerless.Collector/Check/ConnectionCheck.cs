using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>Connects to one workspace as its identity would, step by step; the first failure skips the rest.</summary>
/// <param name="settings">As they were given, to say what was mended in them.</param>
internal sealed class ConnectionCheck(WorkspaceOptions settings)
{
    private static readonly string[] AllSteps = ["host", "sign-in", "principal", "warehouse", "statement"];

    private readonly List<ConnectionStep> _steps = [];

    public string Name { get; } = ScopePlan.NameOf(settings);

    public IReadOnlyList<ConnectionStep> Steps => _steps;

    /// <summary>Who the workspace says we are: an application id or a user's address. Null until the principal step succeeded.</summary>
    public string? Principal { get; private set; }

    /// <summary>Whether every step succeeded, so that datasets can be probed.</summary>
    public bool Works => _steps.Count >= AllSteps.Length && _steps.TrueForAll(step => step.Outcome is CheckOutcome.Ok or CheckOutcome.Warning);

    public async Task RunAsync(Func<WorkspaceClient> connect, CancellationToken cancellationToken)
    {
        var step = AllSteps[0];
        try
        {
            var client = connect();
            Add(step, HostFinding(client.Host));

            step = "sign-in";
            await client.Identity.GetAsync(cancellationToken);
            Add(step, SignIn(client.Identity.Kind));

            step = "principal";
            var me = await client.Facts.GetMeAsync(cancellationToken);
            Principal = me.UserName;
            if (!me.Active)
            {
                Fail(step, $"The principal {me.UserName} is deactivated in this workspace.", "Activate it: Settings > Identity and access.");
                return;
            }

            Add(step, $"The workspace knows us as {me.DisplayName ?? me.UserName} ({me.UserName}).");

            step = "warehouse";
            var warehouse = await client.Facts.GetWarehouseAsync(cancellationToken);
            AddWarehouse(warehouse);

            step = "statement";
            await using var result = await client.Sql.ExecuteAsync(new SqlStatement(CheckStatements.Connection), cancellationToken);
            await foreach (var _ in result.ReadAsync(cancellationToken))
            {
            }

            Add(step, "The warehouse runs our statements.");
        }
        catch (DatabricksException exception)
        {
            Fail(step, exception.Reason, Named(exception.Mend));
        }
        catch (OperationCanceledException)
        {
            Fail(step, step == "statement"
                    ? "The warehouse was still starting when the time of the check was over."
                    : "It took longer than the check may.",
                step == "statement" ? "Run the check again in a few minutes, when the warehouse runs." : "Look at the network between here and the workspace.");
        }
    }

    /// <summary>Puts the principal's name into a mend that could not know it.</summary>
    public string Named(string mend) => Principal is null ? mend : mend.Replace("<principal>", Principal, StringComparison.Ordinal);

    private void Add(string step, string finding) => _steps.Add(new ConnectionStep(Name, step, CheckOutcome.Ok, finding));

    private void Fail(string step, string finding, string mend)
    {
        _steps.Add(new ConnectionStep(Name, step, CheckOutcome.Failed, finding, mend));
        _steps.AddRange(AllSteps.Skip(Array.IndexOf(AllSteps, step) + 1)
            .Select(skipped => new ConnectionStep(Name, skipped, CheckOutcome.Skipped, $"Not tried: {step} failed.")));
    }

    private void AddWarehouse(Warehouse warehouse)
    {
        var from = settings.WarehouseId is { } given && given != warehouse.Id && given.Contains('/', StringComparison.Ordinal)
            ? " The setting holds its HTTP path; the id was taken from it."
            : "";
        var stopped = warehouse.State is "STOPPED" or "STOPPING";
        _steps.Add(new ConnectionStep(Name, "warehouse", CheckOutcome.Ok,
            $"The warehouse {warehouse.Name ?? warehouse.Id} ({warehouse.ClusterSize}) is {warehouse.State}."
            + (stopped ? " It starts by itself when asked, which takes minutes if it is not serverless." : "") + from));
        foreach (var (finding, mend) in WarehouseCost.Warnings(warehouse))
            _steps.Add(new ConnectionStep(Name, "warehouse", CheckOutcome.Warning, finding, mend));
    }

    private string HostFinding(Uri host)
    {
        var schemes = settings.Host.Split("https:", StringSplitOptions.None).Length - 1;
        return $"The workspace is {host.AbsoluteUri.TrimEnd('/')}." + schemes switch
        {
            0 when host.Scheme == Uri.UriSchemeHttps => " The setting lacks https://, which was added.",
            > 1 => " The setting has https:// more than once; it was read as one.",
            _ => "",
        };
    }

    private static string SignIn(IdentityKind kind) => kind switch
    {
        IdentityKind.Pat => "A personal access token is set; whether it is valid shows in the next step.",
        IdentityKind.OAuthM2M => "Databricks gave a token for the client id and OAuth secret.",
        IdentityKind.EntraServicePrincipal => "Entra ID gave a token for the app registration.",
        _ => "Entra ID gave a token for the managed or signed-in identity.",
    };
}
