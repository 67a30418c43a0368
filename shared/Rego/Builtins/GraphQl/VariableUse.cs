using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>A variable where a value of a type is wanted.</summary>
/// <param name="Value">The node that names it.</param>
/// <param name="Type">The node of the wanted type; null where any value will do.</param>
/// <param name="HasDefault">The place has a value of its own when none is given.</param>
internal readonly record struct VariableUse(RegoObject Value, RegoObject? Type, bool HasDefault);
