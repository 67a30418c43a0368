using Attestry.Rego.Syntax;

namespace Attestry.Rego.Testing;

/// <summary>A rule that is a test.</summary>
/// <param name="Path">Of what is evaluated, without <c>data</c>: the package's, then the name's.</param>
/// <param name="HasCases">The rule's reference goes on behind the name: each key is a case.</param>
internal sealed record TestRule(string Package, string Name, IReadOnlyList<string> Path, SourceLocation Location, bool IsSkipped, bool HasCases);
