using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace DbxServerless.Standalone.CommandLine;

/// <summary>What is wrong with a command line, a sentence each, and what to give instead.</summary>
internal static class UsageText
{
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        // Validators' sentences begin with the option; where one speaks, the library need not.
        var own = parsed.Errors.Where(error => error.Message.StartsWith("--", StringComparison.Ordinal)).ToList();
        var told = own.Select(error => OptionOf(error.SymbolResult)?.Option).OfType<Option>().ToHashSet();
        return
        [
            .. own.Select(error => error.Message)
                .Concat(parsed.Errors.Except(own).Where(error => OptionOf(error.SymbolResult) is not { } option || !told.Contains(option.Option)).SelectMany(error => Of(error, parsed)))
                .Distinct(),
        ];
    }

    private static IEnumerable<string> Of(ParseError error, ParseResult parsed)
    {
        if (OptionOf(error.SymbolResult) is { } option)
            return [Of(option)];
        if (parsed.UnmatchedTokens.Count > 0)
            return parsed.UnmatchedTokens.Select(token => $"'{token}' is not known to '{PathOf(parsed)}'.");
        var command = parsed.CommandResult;
        List<string> lacking =
        [
            .. command.Command.Options.Where(lacked => lacked.Required && command.GetResult(lacked) is null or { Tokens.Count: 0 })
                .Select(lacked => $"{lacked.Name} is missing: give {ValueOf(lacked)}."),
            .. command.Command.Arguments.Where(lacked => lacked.Arity.MinimumNumberOfValues > 0 && command.GetResult(lacked) is null or { Tokens.Count: 0 })
                .Select(lacked => $"{lacked.Name} is missing. {lacked.Description}"),
        ];
        return lacking.Count > 0 ? lacking : [Flat(error.Message)];
    }

    private static string Of(OptionResult result) => result switch
    {
        { Tokens.Count: 0, IdentifierTokenCount: 0 } => $"{result.Option.Name} is missing: give {ValueOf(result.Option)}.",
        { Tokens.Count: 0 } => $"{result.Option.Name} has no value: give {ValueOf(result.Option)}.",
        { Tokens.Count: > 1 } => $"{result.Option.Name} has {result.Tokens.Count} values: give it once.",
        _ => $"{result.Option.Name} is '{result.Tokens[0].Value}': give {ValueOf(result.Option)}.",
    };

    private static string ValueOf(Option option)
    {
        var words = option.GetCompletions(CompletionContext.Empty).Select(word => word.Label).ToList();
        if (words.Count > 0)
            return $"one of {string.Join(", ", words)}";
        return (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) switch
        {
            var type when type == typeof(int) => "a whole number",
            var type when type == typeof(double) || type == typeof(decimal) => "a number, with a point, like 1.5",
            var type when type == typeof(DateOnly) => "a day, like 2026-03-01",
            var type when type == typeof(FileInfo) => "the path of a file",
            var type when type == typeof(DirectoryInfo) => "the path of a folder",
            _ => $"{option.Name} {option.HelpName}",
        };
    }

    /// <summary>The command as it is called.</summary>
    public static string PathOf(ParseResult parsed)
    {
        var path = "";
        for (var at = parsed.CommandResult; at.Parent is CommandResult parent; at = parent)
            path = $" {at.Command.Name}{path}";
        return $"dbxserverless{path}";
    }

    private static OptionResult? OptionOf(SymbolResult? result) => result switch
    {
        OptionResult option => option,
        ArgumentResult { Parent: OptionResult option } => option,
        _ => null,
    };

    private static string Flat(string message) =>
        string.Join(' ', message.Split(['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
