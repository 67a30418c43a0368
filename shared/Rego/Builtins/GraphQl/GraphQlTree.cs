using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>A document as the tree that policies see, with the places of its nodes where it was read from text.</summary>
/// <param name="positions">By the node itself, not by what it equals.</param>
internal sealed class GraphQlTree(RegoObject root, IReadOnlyDictionary<RegoObject, GraphQlPosition> positions)
{
    internal RegoObject Root { get; } = root;

    internal GraphQlException Fault(RegoObject? node, string message) =>
        new(message, node is not null && positions.TryGetValue(node, out var position) ? position : default);
}
