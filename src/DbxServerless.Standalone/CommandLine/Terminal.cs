using Spectre.Console;

namespace DbxServerless.Standalone.CommandLine;

/// <summary>Tables and coloured words: for people on a terminal, plain text without control codes and without wrapping when piped.</summary>
internal static class Terminal
{
    private const int PipedWidth = 100_000;

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Output => field ??= New(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error: progress, so that piped results stay clean.</summary>
    public static IAnsiConsole Error => field ??= New(Console.Error, Console.IsErrorRedirected);

    /// <summary>Writes a table to standard output; piped, without the blanks at the ends of lines.</summary>
    public static void Write(Table table) => Write(Console.Out, table, Console.IsOutputRedirected);

    /// <summary>Writes a table; plain, it has no control codes, no wrapping and no blanks at the ends of lines.</summary>
    public static void Write(TextWriter writer, Table table, bool isPlain)
    {
        if (!isPlain)
        {
            New(writer, redirected: false).Write(table);
            return;
        }

        using var text = new StringWriter();
        New(text, redirected: true).Write(table);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
            writer.WriteLine(line.TrimEnd());
    }

    /// <summary>A table with aligned columns; cells are plain text.</summary>
    public static Table NewTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 2, 0) });
        return table;
    }

    private static IAnsiConsole New(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = PipedWidth;
        return console;
    }
}
