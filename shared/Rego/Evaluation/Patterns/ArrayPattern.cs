using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Patterns;

/// <summary>An array of as many items, each of which matches.</summary>
internal sealed class ArrayPattern(Pattern[] items) : Pattern
{
    internal override bool Match(Frame frame, RegoValue value)
    {
        if (value is not RegoArray array || array.Count != items.Length)
            return false;
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].Match(frame, array[i]))
                return false;
        }
        return true;
    }
}
