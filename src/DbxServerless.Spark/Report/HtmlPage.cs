using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace DbxServerless.Spark.Report;

/// <summary>Writes markup as it is and encodes every text. Names and reasons in a log are anybody's.</summary>
internal sealed class HtmlPage(TextWriter output)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Markup of our own.</summary>
    public HtmlPage Raw(string markup)
    {
        output.Write(markup);
        return this;
    }

    /// <summary>Any text, as content or as a quoted attribute, cut at a length.</summary>
    public HtmlPage Text(string? text, int longest = 500)
    {
        output.Write(Encoder.Encode(Clean(text, longest)));
        return this;
    }

    /// <summary>An element without attributes that holds a text.</summary>
    public HtmlPage Element(string name, string? text) => Raw($"<{name}>").Text(text).Raw($"</{name}>");

    private static string Clean(string? text, int longest)
    {
        var clean = new StringBuilder();
        foreach (var letter in text ?? "")
        {
            if (clean.Length >= longest)
            {
                clean.Append('…');
                break;
            }

            clean.Append(char.IsControl(letter) || letter is '\uFFFE' or '\uFFFF' ? ' ' : letter);
        }

        return clean.ToString();
    }
}
