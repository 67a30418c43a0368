using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins;

/// <summary>
/// Computes one call. Null means that the call is undefined. Operands of a wrong type and other faults of the call throw
/// <see cref="BuiltinException"/>, which makes the call undefined too unless errors are strict.
/// </summary>
public delegate RegoValue? BuiltinFunction(BuiltinContext context, ReadOnlySpan<RegoValue> operands);
