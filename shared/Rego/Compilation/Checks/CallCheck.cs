using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>Calls of functions that are not there, or with another number of arguments than they take.</summary>
internal sealed class CallCheck(RuleNode root, IReadOnlyDictionary<string, Builtin> builtins, List<RegoError> errors)
{
    internal void Check(IEnumerable<Term> terms)
    {
        // A call that stands as an expression may name its result as one more argument.
        foreach (var call in terms.OfType<CallTerm>())
            Check(call);
    }

    private void Check(CallTerm call)
    {
        var function = FunctionName.Find(call.Function, root, builtins);
        var given = call.Arguments.Count;
        // It takes any number of operands.
        if (call.Function is VarTerm { Name: "print" })
            return;
        if (function.Node is { } node && given != node.Arity && given != node.Arity + 1)
            Add($"function {node.Name} has arity {node.Arity}, got {given} {(given == 1 ? "argument" : "arguments")}");
        else if (function.Builtin is { } builtin && given != builtin.Parameters.Count && given != builtin.Parameters.Count + 1)
            Add($"{builtin.Name}: arity mismatch\n\thave: ({string.Join(", ", call.Arguments.Select(_ => "any"))})\n\twant: ({string.Join(", ", builtin.Parameters.Select(p => p.ToString()))})");
        else if (function.Node is null && function.Builtin is null)
            Add($"undefined function {FunctionName.Of(call.Function)}");

        void Add(string message) => errors.Add(new("rego_type_error", message, call.Location));
    }
}
