using Xunit.Abstractions;

namespace DbxServerless.EndToEnd.Tests.Harvest;

/// <summary>Logs on DBFS.</summary>
public sealed class DbfsKillTests(ITestOutputHelper output) : KillTests(seed: 1, "dbfs:/cluster-logs", output);
