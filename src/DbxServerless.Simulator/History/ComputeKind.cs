namespace DbxServerless.Simulator.History;

/// <summary>What a job's tasks run on.</summary>
public enum ComputeKind
{
    /// <summary>A classic cluster made for the run.</summary>
    JobCluster,

    Serverless,

    /// <summary>A classic cluster that people share.</summary>
    AllPurpose,

    /// <summary>A SQL warehouse.</summary>
    Warehouse,
}
