namespace DbxServerless.Collector.Harvest.State;

/// <summary>
/// Names what numbers processes: a start of a machine, and on Linux a namespace of it. Two containers may have one host name and one folder, and a
/// process of the same number each; neither sees the other's, and must not take it for gone.
/// </summary>
internal static class ProcessNumbers
{
    /// <summary>The same in two processes only if each sees the other.</summary>
    public static string Here { get; } = OperatingSystem.IsLinux() ? OnLinux("/proc") : Environment.MachineName;

    // Two namespaces that live at once on one running kernel have different names. The initial one has the same name on every kernel.
    internal static string OnLinux(string proc)
    {
        try
        {
            if (new FileInfo($"{proc}/self/ns/pid").LinkTarget is { Length: > 0 } space)
                return $"{Environment.MachineName} {File.ReadAllText($"{proc}/sys/kernel/random/boot_id").Trim()} {space}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Like what is not there.
        }

        // Nobody is seen, and nobody is called gone.
        return Guid.NewGuid().ToString("N");
    }
}
