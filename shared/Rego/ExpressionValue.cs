using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego;

/// <summary>What one expression of a query came to.</summary>
/// <param name="Value">Of a term its value, also when that is <c>false</c>; of any other expression <c>true</c>.</param>
/// <param name="Text">As the query has it.</param>
public sealed record ExpressionValue(RegoValue Value, string Text, SourceLocation Location);
