using Microsoft.Extensions.Configuration;

namespace DbxServerless.Standalone.Hosting;

/// <summary>What a collector process is to do.</summary>
internal sealed record CollectorPlan
{
    /// <summary>All settings, validated at start.</summary>
    public required IConfiguration Settings { get; init; }

    /// <summary>Where state and records live.</summary>
    public required DirectoryInfo Data { get; init; }

    /// <summary>The page; null to serve none.</summary>
    public WebOptions? Web { get; init; }

    /// <summary>Collect once and end, instead of on the schedules.</summary>
    public bool Once { get; init; }

    /// <summary>The clock of schedules, ages and records.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
