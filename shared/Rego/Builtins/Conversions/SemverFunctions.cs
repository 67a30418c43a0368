using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Conversions;

/// <summary><c>semver.*</c>, by Semantic Versioning 2.0.0.</summary>
internal static class SemverFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("semver.compare", [Text, Text], Number, Compare),
        new("semver.is_valid", [Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0] is RegoString text && SemanticVersion.Parse(text.Value) is not null)),
    ];

    private static RegoNumber Compare(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        SemanticVersion left = Version(operands, 0), right = Version(operands, 1);
        return RegoNumber.Of(Math.Sign(left.CompareTo(right)));
    }

    private static SemanticVersion Version(ReadOnlySpan<RegoValue> operands, int at) =>
        SemanticVersion.Parse(operands.Text(at)) ?? throw new BuiltinException($"operand {at + 1}: string \"{operands.Text(at)}\" is not a valid SemVer");
}
