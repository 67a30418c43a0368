using System.Collections.Frozen;
using Attestry.Rego.Builtins;
using Attestry.Rego.Compilation;
using Attestry.Rego.Syntax;

namespace Attestry.Rego;

/// <summary>Compiles policy modules to a program.</summary>
public static class RegoCompiler
{
    /// <param name="further">Functions beyond the table's, which a host grants; of equal names these win.</param>
    /// <param name="strict">Unused variables and imports are errors, and what v1 forbids is forbidden in v0 modules too.</param>
    /// <param name="coverage">The program can note what is reached (<see cref="EvaluationRequest.Coverage"/>); it is a little slower for it.</param>
    /// <exception cref="RegoException">The errors of the first stage that found some.</exception>
    public static RegoProgram Compile(IReadOnlyList<PolicyModule> modules, IEnumerable<Builtin>? further = null, bool strict = false, bool coverage = false)
    {
        var builtins = further is null
            ? BuiltinTable.ByName
            : BuiltinTable.All.Concat(further).GroupBy(b => b.Name).ToFrozenDictionary(g => g.Key, g => g.Last());
        var builder = new ProgramBuilder(builtins, strict, coverage);
        builder.Add(modules);
        if (builder.Errors.Count > 0)
            throw new RegoException(builder.Errors);
        return new RegoProgram(builder, builtins);
    }
}
