namespace DbxServerless.Spark.Insights.Plans;

/// <summary>What an operator does, and whether Photon does it.</summary>
internal readonly record struct Operator(OperatorKind Kind, bool IsPhoton);
