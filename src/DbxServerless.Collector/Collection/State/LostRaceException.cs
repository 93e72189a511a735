namespace DbxServerless.Collector.Collection.State;

/// <summary>Another process saved the same state first.</summary>
public sealed class LostRaceException(string key)
    : Exception($"Another process collected '{key}' at the same time and was first. It has done the work; nothing is lost.");
