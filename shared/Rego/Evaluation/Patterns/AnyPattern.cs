using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Patterns;

/// <summary>A wildcard.</summary>
internal sealed class AnyPattern : Pattern
{
    internal static readonly AnyPattern Instance = new();

    internal override bool Match(Frame frame, RegoValue value) => true;
}
