using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Collections;

/// <summary><c>graph.*</c>: a graph is an object of nodes, each with a set or an array of its neighbours.</summary>
internal static class GraphFunctions
{
    private static readonly RegoType Nodes = OneOf(SetOf(Any), ArrayOf(Any));

    // A path is copied, hashed and found among the others.
    private const int StepsPerNode = 8;

    private static readonly RegoType Graph = ObjectOf(Any, Nodes);

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("graph.reachable", [Graph, Nodes], SetOf(Any), Reachable),
        new("graph.reachable_paths", [Graph, Nodes], SetOf(ArrayOf(Any)), ReachablePaths),
    ];

    private static RegoSet Reachable(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var graph = operands.Object(0);
        var waiting = new Stack<RegoValue>(operands.Items(1, "one of {array, set}").ToArray());
        var reached = new RegoSet.Builder();
        while (waiting.TryPop(out var node))
        {
            context.Charge(1);
            if (!graph.TryGet(node, out var edges) || !reached.Add(node))
                continue;
            foreach (var neighbour in Neighbours(edges))
                waiting.Push(neighbour);
        }
        return reached.Build();
    }

    /// <summary>Every path from a start that cannot be made longer without coming to a node of its own twice.</summary>
    private static RegoSet ReachablePaths(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var graph = operands.Object(0);
        var paths = new RegoSet.Builder();
        foreach (var start in operands.Items(1, "one of {array, set}"))
        {
            if (graph.ContainsKey(start))
                Extend(context, graph, [start], [start], paths);
        }
        return paths.Build();
    }

    private static void Extend(BuiltinContext context, RegoObject graph, List<RegoValue> path, HashSet<RegoValue> on, RegoSet.Builder paths)
    {
        context.Charge(1 + path.Count);
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var extended = false;
        if (graph.TryGet(path[^1], out var edges))
        {
            foreach (var neighbour in Neighbours(edges))
            {
                if (!graph.ContainsKey(neighbour) || !on.Add(neighbour))
                    continue;
                extended = true;
                path.Add(neighbour);
                Extend(context, graph, path, on, paths);
                path.RemoveAt(path.Count - 1);
                on.Remove(neighbour);
            }
        }
        if (extended)
            return;
        context.Charge(path.Count * StepsPerNode);
        paths.Add(new RegoArray([.. path]));
    }

    private static ReadOnlySpan<RegoValue> Neighbours(RegoValue edges) => edges switch
    {
        RegoArray array => array.Items,
        RegoSet set => set.Items,
        _ => [],
    };
}
