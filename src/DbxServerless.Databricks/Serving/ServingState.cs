namespace DbxServerless.Databricks.Serving;

/// <summary>How an endpoint is.</summary>
/// <param name="Ready">READY or NOT_READY.</param>
/// <param name="ConfigUpdate">NOT_UPDATING, IN_PROGRESS, UPDATE_FAILED or UPDATE_CANCELED.</param>
public sealed record ServingState(string? Ready, string? ConfigUpdate);
