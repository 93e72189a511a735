using System.Globalization;

namespace DbxServerless.EndToEnd.Tests.Harvest.Killing;

/// <summary>When a harvest is killed.</summary>
/// <param name="What">A piece of the name of an operation: <c>save harvest/prod/runs/</c> of the storage, <c>GET /api/2.0/dbfs/read</c> of the workspace.</param>
/// <param name="Nth">Which of them.</param>
/// <param name="IsAfter">Whether it is done by then. What is written in pieces is half done otherwise.</param>
internal sealed record Moment(string What, int Nth, bool IsAfter)
{
    public bool IsRequest => What.StartsWith("GET", StringComparison.Ordinal);

    /// <summary>As a process is told it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Nth}|{IsAfter}|{What}");

    public static Moment Parse(string text) => text.Split('|') is [var nth, var isAfter, var what]
        ? new Moment(what, int.Parse(nth, CultureInfo.InvariantCulture), bool.Parse(isAfter))
        : throw new FormatException(text);
}
