using System.Globalization;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Clock;
using DbxServerless.Standalone.CommandLine;

namespace DbxServerless.Standalone.Hosting;

/// <summary>
/// The simulated world that a demo's folder holds records of: its first day and where its clock stood. A later demo in the same folder goes
/// on in the same world, instead of adding the records of another one; its clock never goes back.
/// </summary>
internal sealed class DemoWorld
{
    private readonly string _file;

    private DemoWorld(string file, DateOnly firstDay, TimeProvider time) => (_file, FirstDay, Time) = (file, firstDay, time);

    public TimeProvider Time { get; }

    /// <summary>The day on which the world began.</summary>
    public DateOnly FirstDay { get; }

    /// <exception cref="CommandFailure">The folder cannot be written, or its world cannot be read.</exception>
    public static DemoWorld Open(DirectoryInfo data, double speed)
    {
        var file = Path.Combine(DataFolder.Create(data), "demo-world.txt");
        var start = TimeProvider.System.GetUtcNow();
        var firstDay = DateOnly.FromDateTime(start.UtcDateTime).AddDays(-new SimulatorOptions().Days);
        if (File.Exists(file))
        {
            if (File.ReadAllLines(file) is not [var day, var clock, ..] || !DateOnly.TryParse(day, CultureInfo.InvariantCulture, out firstDay)
                || !DateTimeOffset.TryParse(clock, CultureInfo.InvariantCulture, out var stood))
            {
                throw new CommandFailure($"'{file}' is damaged: delete the folder '{data.FullName}', or give another one with --data.");
            }

            start = stood > start ? stood : start;
        }

        var isReal = speed == 1 && start <= TimeProvider.System.GetUtcNow();
        var world = new DemoWorld(file, firstDay, isReal ? TimeProvider.System : new AcceleratedTimeProvider(speed, start));
        world.Save();
        return world;
    }

    /// <summary>Remembers where the clock stands.</summary>
    public void Save() => File.WriteAllLines(_file, [FirstDay.ToString("O", CultureInfo.InvariantCulture), Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)]);
}
