using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>One finding of one rule about one Spark application, with evidence, advice and its price.</summary>
public sealed record SparkInsightRecord : SparkRecord
{
    /// <summary>Rule that found it.</summary>
    [Field(FieldClass.Label)] public required string Rule { get; init; }

    /// <summary>How bad it is: error, warning or info.</summary>
    [Field(FieldClass.Label)] public required string Severity { get; init; }

    /// <summary>What is wrong.</summary>
    [Field(FieldClass.Label)] public required string Summary { get; init; }

    /// <summary>The place in words: stage, SQL execution, node, table, executor, or application.</summary>
    [Field(FieldClass.Label)] public required string Place { get; init; }

    /// <summary>Tells several findings of the rule at the place apart: 0 for the worst.</summary>
    public required int Number { get; init; }

    /// <summary>Stage, joined with its table by Spark context.</summary>
    [Field(FieldClass.Id)] public string? StageId { get; init; }

    /// <summary>Attempt of the stage.</summary>
    public int? StageAttempt { get; init; }

    /// <summary>SQL execution.</summary>
    [Field(FieldClass.Id)] public string? QueryId { get; init; }

    /// <summary>Operator of the plan.</summary>
    [Field(FieldClass.Label)] public string? PlanNode { get; init; }

    /// <summary>Executor.</summary>
    [Field(FieldClass.Id)] public string? ExecutorId { get; init; }

    /// <summary>Table or folder that was read or written.</summary>
    [Field(FieldClass.Label)] public string? TableName { get; init; }

    /// <summary>Streaming query.</summary>
    [Field(FieldClass.Label)] public string? StreamingQuery { get; init; }

    /// <summary>The numbers behind it, with units and thresholds, by name.</summary>
    [Field(FieldClass.FreeText)] public IReadOnlyDictionary<string, string?>? Evidence { get; init; }

    /// <summary>What to change.</summary>
    [Field(FieldClass.FreeText)] public required string Advice { get; init; }

    /// <summary>Core-hours that mending it would free; null where the log does not allow an estimate.</summary>
    public double? CoreHours { get; init; }

    /// <summary>What the core-hours cost; null without a price or an estimate.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Currency of the amount.</summary>
    [Field(FieldClass.Label)] public string? Currency { get; init; }

    /// <summary>What the amount is from: estimated, allocated or billed.</summary>
    [Field(FieldClass.Label)] public string? Basis { get; init; }

    /// <summary>Start of the run; of the application for what no run did.</summary>
    public required DateTimeOffset RunStartTime { get; init; }

    /// <summary>Which analysis found it; it holds as long as the application's record names the same.</summary>
    [Field(FieldClass.Id)] public required string AnalysisId { get; init; }
}
