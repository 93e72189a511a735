using System.Globalization;

namespace DbxServerless.Collector.Datasets.Serving;

/// <summary>What an endpoint says in Prometheus text, by name over all its label sets. Whatever the names say, the values are of the last minute.</summary>
internal sealed class ServingMetrics
{
    private readonly ILookup<string, double> _values;

    public ServingMetrics(string text) => _values = text.Split('\n').Select(Parse).OfType<(string Name, double Value)>().ToLookup(line => line.Name, line => line.Value);

    /// <summary>The sum, or null when there is none.</summary>
    public double? Sum(string name) => _values.Contains(name) ? _values[name].Sum() : null;

    /// <summary>The greatest value, as a share of 1, of what is given in percent.</summary>
    public double? Share(string name) => _values.Contains(name) ? _values[name].Max() / 100 : null;

    // name{label="a value with } in it"} 1.5 1700000000000
    private static (string Name, double Value)? Parse(string line)
    {
        var end = line.IndexOfAny(['{', ' ']);
        if (end <= 0 || line[0] == '#')
            return null;
        var rest = line[(line[end] == '{' ? line.LastIndexOf('}') + 1 : end)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return rest.Length > 0 && double.TryParse(rest[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? (line[..end], value) : null;
    }
}
