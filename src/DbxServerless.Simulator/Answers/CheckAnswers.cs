using System.Text.RegularExpressions;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements by which a connection and its grants are checked: <c>SELECT 1</c>, from nothing or from one table.</summary>
internal sealed partial class CheckAnswers : DatasetAnswers
{
    private static readonly Row One = new(1);

    public override string Dataset => "check";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["connection"] = _ => Result.Of<Row>([One]),
        ["any_row"] = AnyRow,
    };

    private static Result AnyRow(Reading reading)
    {
        var name = FromTable().Match(reading.Statement).Groups[1].Value;
        var table = reading.Catalog.Tables.First(table => table.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return Result.Of<Row>(table.RowsAt(reading.At).Any() ? [One] : []);
    }

    [GeneratedRegex(@"\bFROM\s+system\.(\w+\.\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex FromTable();

    private sealed record Row(int Found);
}
