using Attestry.Rego.Syntax;

namespace Attestry.Rego.Compilation;

/// <summary>One rule whose names all have their meaning; before its body is ordered.</summary>
/// <param name="Rule">With arguments, reference, value, body and <c>else</c> resolved; the reference is what lies behind the constant path.</param>
internal sealed record ResolvedRule(PolicyModule Module, RuleNode Node, Rule Rule);
