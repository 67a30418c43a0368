using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Patterns;

/// <summary>An object with just these keys, whose values match.</summary>
internal sealed class ObjectPattern((Expr Key, Pattern Value)[] entries) : Pattern
{
    internal override bool Match(Frame frame, RegoValue value)
    {
        if (value is not RegoObject o || o.Count != entries.Length)
            return false;
        foreach (var (key, pattern) in entries)
        {
            if (key.Evaluate(frame) is not { } k || !o.TryGet(k, out var item) || !pattern.Match(frame, item))
                return false;
        }
        return true;
    }
}
