using System.Globalization;

namespace DbxServerless.Spark.Report;

/// <summary>Amounts as people read them.</summary>
public static class Amounts
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const double Step = 1024;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Bytes in binary units with three digits, for example <c>49.4 GiB</c>.</summary>
    public static string Size(long bytes)
    {
        var amount = (double)bytes;
        var unit = 0;
        while (Math.Abs(amount) >= Step && unit < Units.Length - 1)
        {
            amount /= Step;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.#} {Units[unit]}");
    }

    /// <summary>Milliseconds in the two largest units, for example <c>1 h 11 min</c> or <c>4.4 s</c>; a question mark when not known.</summary>
    public static string Duration(long? milliseconds) => milliseconds switch
    {
        null => "?",
        >= Hour => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / Hour} h {milliseconds % Hour / Minute} min"),
        >= Minute => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / Minute} min {milliseconds % Minute / Second} s"),
        >= Second => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / (double)Second:0.#} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
    };
}
