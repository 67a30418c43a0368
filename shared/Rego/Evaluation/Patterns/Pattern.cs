using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Patterns;

/// <summary>What a value is held against: binds the variables that are new in it, compares the rest.</summary>
internal abstract class Pattern
{
    internal abstract bool Match(Frame frame, RegoValue value);
}
