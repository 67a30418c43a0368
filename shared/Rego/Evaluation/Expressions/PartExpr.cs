using Attestry.Rego.Compilation;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>What lies at constant keys below a document that several rules make part by part.</summary>
/// <remarks>
/// One of these rules may ask for the part of another: then the document is under evaluation already, and only the rules
/// that may define the part are asked. That none needs itself is checked when they are compiled.
/// </remarks>
internal sealed class PartExpr(RuleNode node, DocumentExpr document, RegoValue[] path, RegoValue[] keys) : Expr
{
    internal override RegoValue? Evaluate(Frame frame)
    {
        var context = frame.Context;
        if (context.IsUnderEvaluation(node))
            return Replaced(context.Overlay) is { } overlay
                ? Inside(overlay.Value!, overlay.From)
                : RuleEvaluator.Part(context, node, keys);
        return document.Evaluate(frame) is { } whole ? Inside(whole, path.Length) : null;
    }

    // What `with` put at some place of the path.
    private (RegoValue? Value, int From)? Replaced(DataOverlay? overlay)
    {
        for (var i = 0; overlay is not null; i++)
        {
            if (overlay.Value is { } value)
                return (value, i);
            if (i == path.Length + keys.Length)
                return null;
            overlay = overlay.Child(Key(i));
        }
        return null;
    }

    private RegoValue? Inside(RegoValue? value, int from)
    {
        for (var i = from; i < path.Length + keys.Length && value is not null; i++)
            value = Lookup.Get(value, Key(i));
        return value;
    }

    private RegoValue Key(int i) => i < path.Length ? path[i] : keys[i - path.Length];
}
