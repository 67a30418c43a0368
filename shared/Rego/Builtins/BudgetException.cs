namespace Attestry.Rego.Builtins;

/// <summary>A query exceeded one of its limits (steps, memory, depth, output) and was stopped.</summary>
public sealed class BudgetException(string message) : Exception(message);
