using System.Text;
using System.Text.RegularExpressions;
using DbxServerless.Databricks;
using DbxServerless.Simulator.Answers;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Statements;

/// <summary>Runs a statement: refuses what may not be read, and answers the rest.</summary>
internal sealed partial class StatementExecution(SimulatorOptions options, SystemCatalog tables, AnswerCatalog answers, FaultList faults)
{
    public StatementOutcome Run(StatementRequest request, DateTimeOffset at)
    {
        try
        {
            RefuseUnreadable(request.Statement);
            var parameters = (request.Parameters ?? []).ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
            return Outcome(request, answers.Run(request.Statement, new Reading(tables, at, parameters) { Statement = request.Statement }));
        }
        catch (StatementFailure failure)
        {
            return StatementOutcome.Failed(failure.Code, failure.Message, failure.SqlState);
        }
    }

    private StatementOutcome Outcome(StatementRequest request, Result result)
    {
        var limit = request.RowLimit is { } given && given < result.Rows.Count ? (int)given : result.Rows.Count;
        var rows = result.Rows.Take(limit).Select(result.Schema.Cells).ToList();
        var bytes = rows.Sum(row => row.Sum(cell => cell is null ? 4L : Encoding.UTF8.GetByteCount(cell) + 3));
        if (request.Disposition != "EXTERNAL_LINKS" && bytes > options.InlineLimit)
        {
            return StatementOutcome.Failed("BAD_REQUEST",
                $"Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most {options.InlineLimit} bytes. " +
                "Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.", null);
        }

        var columns = result.Schema.Columns.Select((column, place) => new ResultColumn
        {
            Name = column.Name,
            TypeText = column.Type.Text,
            TypeName = column.Type.Name,
            Position = place,
            TypePrecision = column.Type.Precision,
            TypeScale = column.Type.Scale,
        });
        return new StatementOutcome([.. columns], rows, limit < result.Rows.Count, null);
    }

    private void RefuseUnreadable(string statement)
    {
        foreach (Match reference in TableReferences().Matches(statement))
        {
            var (schema, table) = (reference.Groups["schema"].Value, reference.Groups["table"].Value);
            if (faults.Hit(FaultKind.SchemaNotEnabled, fault => fault.IsAbout(schema)) is not null)
            {
                throw new StatementFailure("BAD_REQUEST",
                    $"[SCHEMA_NOT_FOUND] The schema `system`.`{schema}` cannot be found. Verify the spelling and correctness of the schema and catalog. SQLSTATE: 42704",
                    "42704");
            }

            if (faults.Hit(FaultKind.MissingGrant, fault => fault.IsAbout(schema, table)) is not null
                || tables.Tables.All(known => known.Name != $"{schema}.{table}"))
            {
                throw new StatementFailure("BAD_REQUEST",
                    $"[TABLE_OR_VIEW_NOT_FOUND] The table or view `system`.`{schema}`.`{table}` cannot be found. Verify the spelling and correctness of the " +
                    "schema and catalog. SQLSTATE: 42P01", "42P01");
            }
        }
    }

    [GeneratedRegex(@"\bsystem\.(?<schema>\w+)\.(?<table>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex TableReferences();
}
