using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Standalone.Commands;

/// <summary>What turns core-hours into money. Nothing is assumed: without a price there are no amounts.</summary>
internal sealed class AnalyzePrices
{
    private readonly Option<decimal?> _dbu = New("--dbu-price", "Price of one DBU; needs --dbu-per-node-hour.");
    private readonly Option<decimal?> _dbuPerNodeHour = New("--dbu-per-node-hour", "DBUs that one worker node uses in an hour; the node type and Photon decide it.");
    private readonly Option<decimal?> _vm = New("--vm-price", "Price of one worker's machine for an hour.");
    private readonly Option<string> _currency = new("--currency")
    {
        Description = "Code of the prices' currency.",
        HelpName = "CODE",
        DefaultValueFactory = _ => "USD",
    };

    public IEnumerable<Option> Options => [_dbu, _dbuPerNodeHour, _vm, _currency];

    /// <summary>Null without any price.</summary>
    public InsightPrice? Read(ParseResult parsed)
    {
        var (dbu, dbuPerNodeHour, vm) = (parsed.GetValue(_dbu), parsed.GetValue(_dbuPerNodeHour), parsed.GetValue(_vm));
        return dbu is null && vm is null
            ? null
            : new InsightPrice { Currency = parsed.GetValue(_currency)!, DbuPrice = dbu, DbuPerNodeHour = dbuPerNodeHour, VmPerNodeHour = vm };
    }

    private static Option<decimal?> New(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => Parse(result, name),
    };

    private static decimal? Parse(ArgumentResult result, string name)
    {
        var text = result.Tokens is [{ Value: var value }] ? value : "";
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price >= 0)
            return price;
        result.AddError($"{name} is '{text}': give a number of at least 0, with a point, like 0.55.");
        return null;
    }
}
