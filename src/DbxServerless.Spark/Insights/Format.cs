using System.Globalization;

namespace DbxServerless.Spark.Insights;

/// <summary>Amounts as people read them, with three digits.</summary>
internal static class Format
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    private static readonly string[] CountUnits = ["", " thousand", " million", " billion", " trillion"];

    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (Math.Abs(bytes) >= 1024 && unit < ByteUnits.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return $"{Digits(bytes)} {ByteUnits[unit]}";
    }

    public static string Count(double count)
    {
        if (Math.Abs(count) < 100_000)
        {
            return count.ToString(count == Math.Round(count) ? "N0" : "#,0.##", CultureInfo.InvariantCulture);
        }

        var unit = 0;
        while (Math.Abs(count) >= 1000 && unit < CountUnits.Length - 1)
        {
            count /= 1000;
            unit++;
        }

        return Digits(count) + CountUnits[unit];
    }

    /// <summary>A number of things, for example <c>1 task</c> or <c>1,200 tasks</c>.</summary>
    public static string Count(double count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 1000 => $"{milliseconds:0} ms",
        < 120_000 => $"{Digits(milliseconds / 1000)} s",
        < 7_200_000 => $"{Digits(milliseconds / 60_000)} min",
        _ => $"{Digits(milliseconds / 3_600_000)} h",
    };

    public static string Percent(double share) => $"{Digits(share * 100)} %";

    public static string Ratio(double ratio) => $"{Digits(ratio)} times";

    private static string Digits(double amount) => amount.ToString(Math.Abs(amount) < 10 ? "0.##" : Math.Abs(amount) < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
