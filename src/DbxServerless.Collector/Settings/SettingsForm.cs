using System.Collections;
using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace DbxServerless.Collector.Settings;

/// <summary>
/// Holds configuration against the shape of the options: a misspelt name or a value of the wrong type is a sentence, neither silence nor an
/// exception about conversions.
/// </summary>
internal sealed class SettingsForm
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _unusable = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Environment variable of a configuration path.</summary>
    public static string NameOf(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Properties that are settings, by name.</summary>
    public static Dictionary<string, PropertyInfo> SettingsOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks a section and all below it.</summary>
    public void Check(IConfigurationSection section, Type type)
    {
        if (ElementOf(type) is { } element)
            CheckChildren(section, _ => element);
        else if (IsValue(type))
            CheckValue(section, type);
        else
            CheckChildren(section, child => SettingsOf(type).TryGetValue(child.Key, out var setting) ? setting.PropertyType : Unknown(child, type));
    }

    /// <summary>What can be bound: without what is reported, and without empty values, which count as not set.</summary>
    public IConfiguration Usable(IEnumerable<IConfigurationSection> sections) => new ConfigurationBuilder()
        .AddInMemoryCollection(sections.SelectMany(section => section.AsEnumerable()).Where(pair => !string.IsNullOrEmpty(pair.Value) && !_unusable.Contains(pair.Key)))
        .Build();

    private void CheckChildren(IConfigurationSection section, Func<IConfigurationSection, Type?> typeOf)
    {
        if (!string.IsNullOrEmpty(section.Value))
            Report(section, $"{NameOf(section.Path)} has a value of its own, but it is a group of settings; set those below it ({NameOf(section.Path)}__…).");
        foreach (var child in section.GetChildren())
        {
            if (typeOf(child) is { } type)
                Check(child, type);
        }
    }

    private void CheckValue(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
            Report(section, $"{NameOf(section.Path)} is one value; there is nothing below it.");
        if (string.IsNullOrEmpty(section.Value) || Converts(section.Value, type))
            return;
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        var wanted = kind.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(kind))}"
            : kind == typeof(bool) ? "true or false"
            : kind == typeof(int) ? "a whole number"
            : "a number";
        Report(section, $"{NameOf(section.Path)} is '{section.Value}'; write {wanted}.");
    }

    private Type? Unknown(IConfigurationSection section, Type type)
    {
        var names = SettingsOf(type).Values.Select(property => property.Name).ToList();
        var group = NameOf(section.Path)[..^section.Key.Length];
        Report(section, Spelling.Nearest(section.Key, names) is { } meant
            ? $"{NameOf(section.Path)} is not a setting; did you mean {group}{meant}?"
            : $"{NameOf(section.Path)} is not a setting; after {group} come {string.Join(", ", names)}.");
        return null;
    }

    private void Report(IConfigurationSection section, string problem)
    {
        _problems.Add(problem);
        _unusable.Add(section.Path);
    }

    private static bool Converts(string value, Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            var converted = TypeDescriptor.GetConverter(kind).ConvertFromInvariantString(value);
            return converted is not null && (!kind.IsEnum || Enum.IsDefined(kind, converted));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static bool IsValue(Type type) => type == typeof(string) || (Nullable.GetUnderlyingType(type) ?? type).IsValueType;

    /// <summary>Type of a list's or dictionary's elements, or null.</summary>
    private static Type? ElementOf(Type type) => type != typeof(string) && type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)
        ? type.GenericTypeArguments[^1]
        : null;
}
