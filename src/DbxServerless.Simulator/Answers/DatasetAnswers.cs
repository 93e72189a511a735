namespace DbxServerless.Simulator.Answers;

/// <summary>
/// What a workspace answers to the statements of one dataset: C# that means exactly what the SQL means, over typed rows.
/// Concrete subclasses are found by <see cref="AnswerCatalog"/>.
/// </summary>
public abstract class DatasetAnswers
{
    /// <summary>The dataset's name in the leading comment.</summary>
    public abstract string Dataset { get; }

    /// <summary>By the statement's name in its second leading comment.</summary>
    public abstract IReadOnlyDictionary<string, Func<Reading, Result>> Statements { get; }
}
