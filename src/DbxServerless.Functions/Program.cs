using DbxServerless.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddDbxServerlessFunctions(builder.Configuration);
builder.AddTelemetry();
builder.Build().Run();
