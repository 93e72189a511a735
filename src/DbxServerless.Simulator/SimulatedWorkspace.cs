using DbxServerless.Simulator.Answers;
using DbxServerless.Simulator.Clock;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;
using DbxServerless.Simulator.Rest;
using DbxServerless.Simulator.Rest.Clusters;
using DbxServerless.Simulator.Rest.Identity;
using DbxServerless.Simulator.Rest.Jobs;
using DbxServerless.Simulator.Rest.Objects;
using DbxServerless.Simulator.Rest.Pipelines;
using DbxServerless.Simulator.Statements;
using DbxServerless.Simulator.SystemTables;
using DbxServerless.Simulator.Truths;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Simulator;

/// <summary>A Databricks workspace on the loopback address, over a history of its own, with faults on demand.</summary>
public sealed class SimulatedWorkspace : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatedWorkspace(SimulatorOptions options)
    {
        Options = options;
        Clock = new DrivableTimeProvider(options.Time);
        History = new SimulatedHistory(new HistorySettings
        {
            Seed = options.Seed,
            FirstDay = options.FirstDay ?? DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime.AddDays(-options.Days)),
            Days = options.Days,
            Size = options.Size,
            JobCopies = options.JobCopies,
            WorkspaceId = options.WorkspaceId,
            WarehouseId = options.Warehouse.Id,
        });
        Faults = new FaultList(options.Seed, options.Faults);
        Tables = new SystemCatalog(new TableSource(History, options.Tables, () => Faults.Standing(FaultKind.EmptyTables) is not null));
        Logs = new ClusterLogs(History, options, Clock);
        Warehouse = new SimulatedWarehouse(options.Warehouse, Faults, Clock);
        _app = Build();
    }

    public SimulatorOptions Options { get; }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The clock given in the options, which can be driven further.</summary>
    public DrivableTimeProvider Clock { get; }

    /// <summary>What really happened.</summary>
    public SimulatedHistory History { get; }

    /// <summary>What of it the system tables show.</summary>
    public SystemCatalog Tables { get; }

    public SimulatedWarehouse Warehouse { get; }

    /// <summary>The logs that clusters deliver, and what was read of them.</summary>
    public ClusterLogs Logs { get; }

    public FaultList Faults { get; }

    public RequestLog Requests { get; } = new();

    /// <summary>Starts a workspace; it answers when this returns.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedWorkspace> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        var workspace = new SimulatedWorkspace(options);
        try
        {
            await workspace._app.StartAsync(cancellationToken);
        }
        catch
        {
            await workspace._app.DisposeAsync();
            throw;
        }

        var addresses = workspace._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        workspace.Url = new Uri(addresses.Addresses.Single());
        return workspace;
    }

    /// <summary>What really happened until an instant, to compare with what the tables say.</summary>
    public Truth TruthAt(DateTimeOffset asOf) => new(History, asOf, Options.Tables);

    public async ValueTask DisposeAsync()
    {
        // Requests that hang on purpose must not hold the end up.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls($"http://127.0.0.1:{Options.Port}");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var app = builder.Build();

        var credentials = new Credentials(Options, Clock);
        var injection = new FaultInjection(Faults, credentials, Options, Clock);
        app.Use(LogAsync);
        app.Use((context, next) => IsControl(context) ? next(context) : injection.InvokeAsync(context, () => next(context)));
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api") || await credentials.LetInAsync(context))
                await next(context);
        });
        app.UseRouting();
        foreach (var endpoints in Surface(credentials))
            endpoints.Map(app);
        app.MapFallback((HttpContext context) => context.Error(StatusCodes.Status404NotFound, "ENDPOINT_NOT_FOUND", $"Path not found: {context.Request.Path}"));
        return app;
    }

    private IEnumerable<IEndpoints> Surface(Credentials credentials)
    {
        var store = new StatementStore(Options, Warehouse, new StatementExecution(Options, Tables, new AnswerCatalog(), Faults), Clock);
        var links = new ResultLinks(Options, store, Clock);
        var jobs = new WorkspaceJobs(History, Options.WorkspaceId);
        var people = new WorkspacePeople(History.Settings, Options.ClientId);
        return
        [
            new TokenEndpoints(Options, credentials, Faults),
            new StatementEndpoints(Options, store, Warehouse, links, Clock),
            links,
            new WarehouseEndpoints(Warehouse, History, Options.WorkspaceId, Clock),
            new IdentityEndpoints(Options),
            new UnityCatalogEndpoints(Options, Tables, Faults),
            new ScimEndpoints(people, Clock),
            new TokenManagementEndpoints(people, Clock),
            new WorkspaceListEndpoints(new ObjectTree(History.Settings), Options.Seed, Clock),
            new ComputeObjectEndpoints(History.Settings),
            new ServingEndpointEndpoints(History.Settings, Clock),
            new FileEndpoints(Logs, new DbfsTree(History.Settings, Logs), Faults),
            new JobEndpoints(jobs, Logs, Faults, Clock),
            new RunEndpoints(jobs, Clock),
            new PipelineEndpoints(History, Options.WorkspaceId, Faults, Clock),
            new ClusterEndpoints(new WorkspaceClusters(History, Options.WorkspaceId), Logs, Faults, Clock),
            new ControlEndpoints(Faults, Clock, Requests),
        ];
    }

    private async Task LogAsync(HttpContext context, RequestDelegate next)
    {
        var answered = false;
        try
        {
            if (!IsControl(context))
                Requests.Arrive($"{context.Request.Method} {context.Request.Path}");
            await next(context);
            answered = !context.RequestAborted.IsCancellationRequested;
        }
        finally
        {
            if (!IsControl(context))
            {
                Requests.Add(new LoggedRequest(Clock.GetUtcNow(), context.Request.Method, context.Request.Path, answered ? context.Response.StatusCode : 0,
                    context.Request.Headers.UserAgent.ToString(), context.Request.Headers.Authorization.ToString().Split(' ')[0]));
            }
        }
    }

    private static bool IsControl(HttpContext context) => context.Request.Path.StartsWithSegments(ControlEndpoints.Prefix);
}
