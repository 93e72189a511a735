using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DbxServerless.Collector.Records;

/// <summary>Reads the XML documentation file beside an assembly: a record's comments are its table's descriptions.</summary>
internal static partial class XmlDocumentation
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, string>> Summaries = new();

    public static string SummaryOf(Type type) => Find(type.Assembly, $"T:{NameOf(type)}");

    public static string SummaryOf(PropertyInfo property) => Find(property.DeclaringType!.Assembly, $"P:{NameOf(property.DeclaringType)}.{property.Name}");

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Find(Assembly assembly, string member) => Summaries.GetOrAdd(assembly, Load).GetValueOrDefault(member, "");

    private static Dictionary<string, string> Load(Assembly assembly)
    {
        // An assembly inside a single-file program has no location.
        var folder = assembly.Location.Length > 0 ? Path.GetDirectoryName(assembly.Location)! : AppContext.BaseDirectory;
        var path = Path.Combine(folder, $"{assembly.GetName().Name}.xml");
        return !File.Exists(path)
            ? []
            : XDocument.Load(path).Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!));
    }

    private static string Text(XElement summary) => Spaces().Replace(
        string.Concat(summary.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.', ':')[^1] ?? see.Attribute("langword")?.Value ?? "",
            _ => "",
        })),
        " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
