using Attestry.Rego.Values;

namespace Attestry.Rego.Syntax.Terms;

/// <summary>A literal null, boolean, number or string.</summary>
public sealed record ScalarTerm(RegoValue Value, SourceLocation Location) : Term(Location);
