namespace Attestry.Rego.Syntax;

/// <summary>What an expression says.</summary>
public abstract record Clause;
