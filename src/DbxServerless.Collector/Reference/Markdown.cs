using System.Text;

namespace DbxServerless.Collector.Reference;

/// <summary>Writes Markdown with Unix line ends.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    public Markdown(string title, string introduction)
    {
        _text.Append($"<!-- Generated from the code: do not edit, run {ReferenceFiles.Command}. -->\n");
        Heading(1, title);
        Paragraph(introduction);
    }

    public void Heading(int level, string text) => _text.Append(_text.Length > 0 ? "\n" : "").Append('#', level).Append(' ').Append(text).Append('\n');

    public void Paragraph(string text) => _text.Append('\n').Append(text).Append('\n');

    public void List(IEnumerable<string> items)
    {
        _text.Append('\n');
        foreach (var item in items)
            _text.Append("- ").Append(item).Append('\n');
    }

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        _text.Append('\n');
        Row(header);
        Row([.. header.Select(_ => "---")]);
        foreach (var row in rows)
            Row(row);
    }

    public static string Code(string text) => $"`{text}`";

    public static string Codes(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code));

    public override string ToString() => _text.ToString();

    private void Row(IReadOnlyList<string> cells) =>
        _text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
