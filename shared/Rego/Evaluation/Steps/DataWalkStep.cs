using Attestry.Rego.Compilation;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>A reference under <c>data</c> of any shape: operands that are known are followed, others are walked. Only what it leads to is evaluated.</summary>
internal sealed class DataWalkStep(RuleNode root, Pattern[] operands, Pattern value) : Step
{
    internal override bool Run(Frame frame) => Virtual(frame, root, frame.Context.Data, frame.Context.Overlay, 0);

    private bool Virtual(Frame frame, RuleNode? node, RegoValue? stored, DataOverlay? overlay, int at)
    {
        if (overlay?.Value is { } replaced)
            return Plain(frame, replaced, at);
        if (node is { IsFunction: true })
            return true;
        if (at == operands.Length || node is { HasRules: true })
            return DataDocuments.At(frame.Context, node, stored, overlay) is not { } document || Plain(frame, document, at);
        if (node is null && overlay is null)
            return stored is null || Plain(frame, stored, at);
        if (operands[at] is EqualPattern known)
            return known.Expected.Evaluate(frame) is not { } key || Below(frame, node, stored, overlay, at, key);
        foreach (var key in DataDocuments.Keys(node, stored, overlay))
        {
            frame.Context.Step();
            if (operands[at].Match(frame, key) && !Below(frame, node, stored, overlay, at, key))
                return false;
        }
        return true;
    }

    private bool Below(Frame frame, RuleNode? node, RegoValue? stored, DataOverlay? overlay, int at, RegoValue key) =>
        Virtual(
            frame,
            node?.Children.GetValueOrDefault(key),
            stored is null ? null : Lookup.Get(stored, key),
            overlay?.Child(key),
            at + 1);

    private bool Plain(Frame frame, RegoValue document, int at)
    {
        if (at == operands.Length)
            return !value.Match(frame, document) || Next.Run(frame);
        if (operands[at] is EqualPattern known)
        {
            return known.Expected.Evaluate(frame) is not { } key
                || Lookup.Get(document, key) is not { } below
                || Plain(frame, below, at + 1);
        }
        return document switch
        {
            RegoArray array => Entries(frame, at, array.Count, i => (RegoNumber.Of(i), array[i])),
            RegoObject o => Entries(frame, at, o.Count, i => (o.At(i).Key, o.At(i).Value)),
            RegoSet set => Entries(frame, at, set.Count, i => (set.Items[i], set.Items[i])),
            _ => true,
        };
    }

    private bool Entries(Frame frame, int at, int count, Func<int, (RegoValue Key, RegoValue Value)> entry)
    {
        for (var i = 0; i < count; i++)
        {
            frame.Context.Step();
            var (key, below) = entry(i);
            if (operands[at].Match(frame, key) && !Plain(frame, below, at + 1))
                return false;
        }
        return true;
    }
}
