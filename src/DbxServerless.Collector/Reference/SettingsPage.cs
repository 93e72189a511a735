using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using DbxServerless.Collector.Records;
using DbxServerless.Collector.Settings;
using static DbxServerless.Collector.Reference.Markdown;

namespace DbxServerless.Collector.Reference;

/// <summary>What the product can be told.</summary>
internal static class SettingsPage
{
    public static string Generate()
    {
        var page = new Markdown(
            "Settings",
            "Environment variables, or the same names in a JSON file with a level for each `__`. A wrong or unknown one stops the start with a sentence that " +
            "names it. For one workspace the variables of Databricks' SDKs are enough: `DATABRICKS_HOST`, `DATABRICKS_WAREHOUSE_ID`, and " +
            "`DATABRICKS_CLIENT_ID` with `DATABRICKS_CLIENT_SECRET`, or `DATABRICKS_TOKEN`, or `ARM_TENANT_ID` with `ARM_CLIENT_ID` and `ARM_CLIENT_SECRET`, " +
            "or none of these on a host with a managed identity; what they do not name is set by `Workspaces__0__…`, without `Workspaces__0__Host`.");
        page.Table(["Setting", "Default", "Values", "What"], Rows(typeof(CollectorOptions), ""));
        return page.ToString();
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Type type, string prefix)
    {
        var defaults = Activator.CreateInstance(type);
        foreach (var setting in SettingsForm.SettingsOf(type).Values.OrderBy(setting => setting.MetadataToken))
        {
            var name = prefix + setting.Name;
            if (Below(setting.PropertyType, name) is var (below, path))
            {
                foreach (var row in Rows(below, path))
                    yield return row;
                continue;
            }

            yield return [Code(name + Placeholder(setting.PropertyType)), Default(setting.GetValue(defaults)), Values(setting), XmlDocumentation.SummaryOf(setting)];
        }
    }

    /// <summary>The type whose settings are below this one, and how their names begin.</summary>
    private static (Type Type, string Path)? Below(Type type, string name)
    {
        var element = Element(type);
        return (element ?? type).Namespace == typeof(CollectorOptions).Namespace && !(element ?? type).IsEnum
            ? (element ?? type, $"{name}{Placeholder(type)}__")
            : null;
    }

    private static string Placeholder(Type type) => Element(type) is null ? "" : type.GenericTypeArguments.Length == 2 ? "__NAME" : "__0";

    private static Type? Element(Type type) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) ? type.GenericTypeArguments[^1] : null;

    private static string Default(object? value) => value switch
    {
        null or "" or ICollection => "",
        bool flag => Code(flag ? "true" : "false"),
        _ => Code(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    private static string Values(PropertyInfo setting) => (Element(setting.PropertyType) ?? setting.PropertyType) switch
    {
        _ when setting.GetCustomAttribute<RangeAttribute>() is { } range => string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}"),
        { IsEnum: true } type => string.Join(", ", Enum.GetNames(type)),
        var type when type == typeof(bool) => "true, false",
        var type when type == typeof(int) => "a whole number",
        var type when type == typeof(double) => "a number",
        _ => "text",
    };
}
