using Attestry.Rego.Compilation;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>The document at a constant path under <c>data</c>.</summary>
/// <param name="node">The deepest place of the path that has rules at or below it.</param>
/// <param name="path">The whole path.</param>
internal sealed class DocumentExpr(RuleNode? node, RegoValue[] path) : Expr
{
    internal override RegoValue? Evaluate(Frame frame)
    {
        var context = frame.Context;
        if (context.Overlay is null && node is { HasRules: true })
            return context.Document(node);
        RegoValue? stored = context.Data;
        var overlay = context.Overlay;
        for (var i = 0; i < path.Length; i++)
        {
            if (overlay?.Value is { } replaced)
                return Inside(replaced, i);
            stored = stored is null ? null : Lookup.Get(stored, path[i]);
            overlay = overlay?.Child(path[i]);
        }
        return DataDocuments.At(context, node, stored, overlay);
    }

    private RegoValue? Inside(RegoValue? value, int from)
    {
        for (var i = from; i < path.Length && value is not null; i++)
            value = Lookup.Get(value, path[i]);
        return value;
    }
}
