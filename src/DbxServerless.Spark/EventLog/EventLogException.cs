namespace DbxServerless.Spark.EventLog;

/// <summary>An event log cannot be read at all. The message is a sentence that names what is wrong and the mend.</summary>
public sealed class EventLogException(string message, Exception? innerException = null) : Exception(message, innerException);
