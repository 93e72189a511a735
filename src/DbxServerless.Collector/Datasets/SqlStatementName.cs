namespace DbxServerless.Collector.Datasets;

/// <summary>The leading comments by which a statement can be told apart in the query history (and is answered by the simulator).</summary>
public static class SqlStatementName
{
    /// <summary>The statement that reads a dataset's records. Measures carry their own names.</summary>
    public const string Records = "records";

    /// <summary><c>/* dbxserverless:job_runs */ /* records */</c> before the text.</summary>
    public static string Prefix(string dataset, string statement) => $"/* dbxserverless:{dataset} */ /* {statement} */\n";
}
