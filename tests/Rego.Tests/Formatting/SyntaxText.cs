using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Tests.Formatting;

/// <summary>A module as one text that tells nothing of where things stood: equal texts mean the same policy with the same comments.</summary>
internal static class SyntaxText
{
    internal static string Of(PolicyModule module) => string.Join('\n',
    [
        string.Join('/', module.Package),
        .. module.Imports.Select(i => i.ToString()).Order(StringComparer.Ordinal),
        .. module.Rules.Select(Of),
        .. module.Comments.Select(c => c.Text).Order(StringComparer.Ordinal),
    ]);

    private static string Of(Rule rule) =>
        $"{rule.Kind} {rule.IsDefault} {rule.Name.Name}[{Of(rule.Reference)}]({(rule.Arguments is null ? "-" : Of(rule.Arguments))}) {Of(rule.Value)} {{{Of(rule.Body)}}} {rule.Annotations.Count}{(rule.Else is null ? "" : $" else {Of(rule.Else)}")}";

    private static string Of(IEnumerable<Term> terms) => string.Join(',', terms.Select(Of));

    private static string Of(Body body) => string.Join(';', body.Expressions.Select(e =>
        $"{(e.Negated ? "not " : "")}{Of(e.Clause)}{string.Concat(e.With.Select(w => $" with {Of(w.Target)} as {Of(w.Value)}"))}"));

    private static string Of(Clause clause) => clause switch
    {
        AssignClause a => $"{Of(a.Left)} := {Of(a.Right)}",
        UnifyClause u => $"{Of(u.Left)} = {Of(u.Right)}",
        SomeClause s => $"some {Of(s.Variables)}",
        SomeInClause s => $"some {(s.Key is null ? "" : Of(s.Key))},{Of(s.Value)} in {Of(s.Domain)}",
        EveryClause e => $"every {(e.Key is null ? "" : Of(e.Key))},{Of(e.Value)} in {Of(e.Domain)} {{{Of(e.Body)}}}",
        NotClause n => $"not {{{Of(n.Body)}}}",
        // An operator called by its name with a result is written with the result in front.
        TermClause { Term: CallTerm { Function: VarTerm { Name: "plus" or "minus" or "mul" or "div" or "rem" or "and" or "or" } f, Arguments: [var a, var b, var result] } } =>
            $"{Of(result)} = call {f.Name}({Of(a)},{Of(b)})",
        TermClause { Term: CallTerm { Function: VarTerm { Name: "eq" }, Arguments: [var a, var b] } } => $"{Of(a)} = {Of(b)}",
        TermClause t => Of(t.Term),
        _ => throw new ArgumentException($"{clause}", nameof(clause)),
    };

    private static string Of(Term term) => term switch
    {
        ScalarTerm s => s.Value.ToString()!,
        VarTerm v => v.Name.StartsWith('$') ? "_" : v.Name,
        RefTerm r => $"{Of(r.Head)}.<{Of(r.Operands)}>",
        ArrayTerm a => $"[{Of(a.Items)}]",
        SetTerm s => $"set({Of(s.Items)})",
        ObjectTerm o => $"{{{string.Join(',', o.Entries.Select(e => $"{Of(e.Key)}:{Of(e.Value)}"))}}}",
        CallTerm c => $"call {Of(c.Function)}({Of(c.Arguments)})",
        ArrayComprehension c => $"[{Of(c.Head)}|{Of(c.Body)}]",
        SetComprehension c => $"set({Of(c.Head)}|{Of(c.Body)})",
        ObjectComprehension c => $"{{{Of(c.Key)}:{Of(c.Value)}|{Of(c.Body)}}}",
        TemplateTerm t => $"$({Of(t.Parts)})",
        _ => throw new ArgumentException($"{term}", nameof(term)),
    };
}
