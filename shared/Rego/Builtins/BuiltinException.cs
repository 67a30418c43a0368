namespace Attestry.Rego.Builtins;

/// <summary>A call that a function cannot answer. <see cref="Exception.Message"/> is without the function's name: <c>operand 1 must be string but got number</c>.</summary>
/// <param name="code"><see cref="BuiltinError"/> or <see cref="TypeError"/>.</param>
public sealed class BuiltinException(string message, string code = BuiltinException.BuiltinError) : Exception(message)
{
    public const string BuiltinError = "eval_builtin_error";

    /// <summary>An operand has a type that the function does not take.</summary>
    public const string TypeError = "eval_type_error";

    public string Code { get; } = code;
}
