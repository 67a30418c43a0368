using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>Finds what a call calls.</summary>
internal static class FunctionName
{
    /// <summary>The rules' or the built-in function of a name; both null when there is none.</summary>
    internal static (RuleNode? Node, Builtin? Builtin) Find(Term function, RuleNode root, IReadOnlyDictionary<string, Builtin> builtins)
    {
        if (function is not RefTerm { Head: VarTerm { Name: "data" } } path)
            return (null, builtins.GetValueOrDefault(Of(function)));
        RuleNode? node = root;
        foreach (var operand in path.Operands)
            node = operand is ScalarTerm key ? node?.Children.GetValueOrDefault(key.Value) : null;
        return (node is { IsFunction: true } ? node : null, null);
    }

    /// <summary>The name with dots between its parts; empty when it is no name.</summary>
    internal static string Of(Term function) => function switch
    {
        VarTerm variable => variable.Name,
        RefTerm { Head: VarTerm head } reference when reference.Operands.All(o => o is ScalarTerm { Value: RegoString }) =>
            string.Join('.', reference.Operands.Select(o => ((RegoString)((ScalarTerm)o).Value).Value).Prepend(head.Name)),
        _ => "",
    };
}
