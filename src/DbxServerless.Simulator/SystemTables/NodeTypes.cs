using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.compute.node_types</c>.</summary>
public sealed class NodeTypes(TableSource source) : SystemTable<NodeTypesRow>(source)
{
    public override string Name => "compute.node_types";

    protected override IEnumerable<Shown<NodeTypesRow>> Always() => new[]
    {
        new NodeTypesRow(Source.History.AccountId, ClusterHistory.NodeType, 8, 32_768, 0),
        new NodeTypesRow(Source.History.AccountId, "Standard_E16ds_v5", 16, 131_072, 0),
        new NodeTypesRow(Source.History.AccountId, "Standard_NC4as_T4_v3", 4, 28_672, 1),
    }.Select(row => new Shown<NodeTypesRow>(row, DateTimeOffset.MinValue));
}
