namespace DbxServerless.Spark.Insights;

/// <summary>A setting of the insights is wrong; the message names it and the mend.</summary>
public sealed class InsightSettingsException(string message) : Exception(message);
