using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Templates;

/// <summary>
/// Which data a template's code may name: <c>data.inventory</c> and its own libraries under <c>data.lib</c>. Whatever else it
/// named would be another template's, or nothing, and a rule on nothing never denies.
/// </summary>
internal sealed class TemplateReferences(IReadOnlyList<PolicyModule> libraries)
{
    /// <summary>What is wrong with a module, in the order of its text; at most one complaint.</summary>
    internal string? Problem(PolicyModule module) =>
        module.Imports.Select(Problem).Concat(module.Rules.SelectMany(Terms).Select(Problem)).FirstOrDefault(p => p is not null);

    private string? Problem(Import import) => import.Path switch
    {
        ["data", "lib", ..] => IsLibrary([.. import.Path.Skip(1)]) ? null : $"{import} names a library that the template does not have.",
        ["data", ..] => $"{import}: only data.lib may be imported.",
        _ => null,
    };

    private string? Problem(Term term) => term switch
    {
        RefTerm { Head: VarTerm { Name: "data" }, Operands: [ScalarTerm { Value: RegoString { Value: "inventory" } }, ..] } => null,
        RefTerm { Head: VarTerm { Name: "data" }, Operands: [ScalarTerm { Value: RegoString { Value: "lib" } }, ..] operands } =>
            IsLibrary([.. operands.TakeWhile(o => o is ScalarTerm { Value: RegoString }).Select(o => ((RegoString)((ScalarTerm)o).Value).Value)])
                ? null
                : $"{term.Location}: it names a library that the template does not have.",
        RefTerm { Head: VarTerm { Name: "data" } } or VarTerm { Name: "data" } => $"{term.Location}: only data.inventory and data.lib may be named.",
        _ => null,
    };

    // The path may end above a library's package, or go on to its rules.
    private bool IsLibrary(IReadOnlyList<string> path) =>
        libraries.Any(l => l.Package.Zip(path).All(p => p.First == p.Second));

    // Heads of references are looked at with them, not on their own.
    private static IEnumerable<Term> Terms(Rule rule) => OfRule(rule).SelectMany(Within);

    private static IEnumerable<Term> OfRule(Rule rule) =>
        [.. rule.Reference, .. rule.Arguments ?? [], rule.Value, .. TermParts.Of(rule.Body), .. rule.Else is null ? [] : OfRule(rule.Else)];

    private static IEnumerable<Term> Within(Term term)
    {
        yield return term;
        foreach (var part in Parts(term).SelectMany(Within))
            yield return part;
    }

    private static IEnumerable<Term> Parts(Term term) => term is RefTerm { Head: VarTerm } reference ? reference.Operands : TermParts.Of(term);
}
