using Xunit.Abstractions;

namespace DbxServerless.EndToEnd.Tests.Harvest;

/// <summary>Logs in a volume of Unity Catalog.</summary>
public sealed class VolumeKillTests(ITestOutputHelper output) : KillTests(seed: 2, "/Volumes/main/ops/cluster-logs", output);
