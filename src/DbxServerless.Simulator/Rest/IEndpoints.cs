using Microsoft.AspNetCore.Builder;

namespace DbxServerless.Simulator.Rest;

/// <summary>A part of the REST surface.</summary>
internal interface IEndpoints
{
    void Map(WebApplication app);
}
