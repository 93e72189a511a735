using System.Text.RegularExpressions;

namespace DbxServerless.Simulator.Answers;

/// <summary>The answers to all statements, found by scanning.</summary>
public sealed partial class AnswerCatalog
{
    private readonly Dictionary<(string Dataset, string Statement), Func<Reading, Result>> _answers;

    public AnswerCatalog() => _answers = typeof(AnswerCatalog).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DatasetAnswers)))
        .Select(type => (DatasetAnswers)Activator.CreateInstance(type)!)
        .SelectMany(answers => answers.Statements.Select(statement => (Key: (answers.Dataset, statement.Key), statement.Value)))
        .ToDictionary(answer => answer.Key, answer => answer.Value);

    /// <summary>Dataset and statement of everything that is answered.</summary>
    public IReadOnlyCollection<(string Dataset, string Statement)> Statements => _answers.Keys;

    /// <exception cref="StatementFailure">No answer is known to the statement, or it fails.</exception>
    public Result Run(string statement, Reading reading)
    {
        var comments = LeadingComments().Match(statement);
        if (!comments.Success)
            throw Unknown("it does not begin with /* dbxserverless:DATASET */ /* STATEMENT */");
        var key = (comments.Groups["dataset"].Value, comments.Groups["statement"].Value);
        return _answers.TryGetValue(key, out var answer) ? answer(reading) : throw Unknown($"there is none for {key.Item1} {key.Item2}");
    }

    private static StatementFailure Unknown(string why) => new("BAD_REQUEST", $"[SIMULATOR] This simulated workspace has no answer to the statement: {why}.", null);

    [GeneratedRegex(@"^\s*/\*\s*dbxserverless:(?<dataset>\w+)\s*\*/\s*/\*\s*(?<statement>\w+)\s*\*/")]
    private static partial Regex LeadingComments();
}
