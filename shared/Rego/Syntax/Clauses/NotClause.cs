namespace Attestry.Rego.Syntax.Clauses;

/// <summary><c>not { body }</c>, and under <c>import future.keywords.not</c> every <c>not</c>: holds when the body has no way to hold.</summary>
public sealed record NotClause(Body Body) : Clause;
