namespace DbxServerless.Azure.Ingestion;

/// <summary>The Logs Ingestion API did not take records; they are to be sent again, unchanged.</summary>
/// <param name="message">What is wrong and the mend.</param>
/// <param name="concernsAll">Whether other batches of the rule would fail the same way.</param>
/// <param name="cause">What was thrown, if anything.</param>
internal sealed class IngestionException(string message, bool concernsAll, Exception? cause = null) : Exception(message, cause)
{
    public bool ConcernsAll => concernsAll;
}
