using System.Globalization;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Modules;

/// <summary>A module's syntax in the shape of OPA's: <c>package</c>, <c>imports</c>, <c>rules</c> of <c>head</c> and <c>body</c>, terms of <c>type</c> and <c>value</c>. Without locations.</summary>
internal sealed class ModuleDocument
{
    private readonly Dictionary<string, string> _wildcards = [];

    internal RegoObject Of(PolicyModule module)
    {
        var imports = module.Imports.Select(import => Object(
            ("path", Typed("ref", RegoArray.From(Path(import.Path)))),
            ("alias", import.Alias is null ? null : new RegoString(import.Alias))));
        return Object(
            ("package", Object(("path", RegoArray.From(Path(["data", .. module.Package]))))),
            ("imports", module.Imports.Count == 0 ? null : RegoArray.From(imports)),
            ("rules", module.Rules.Count == 0 ? null : RegoArray.From(module.Rules.Select(Of))));
    }

    private RegoObject Of(Rule rule) => Object(
        ("default", rule.IsDefault ? RegoBoolean.True : null),
        ("head", Head(rule)),
        ("body", Of(rule.Body)),
        ("else", rule.Else is null ? null : Of(rule.Else)));

    private RegoObject Head(Rule rule)
    {
        var isSet = rule.Kind == RuleKind.PartialSet;
        return Object(
            ("name", new RegoString(rule.Name.Name)),
            ("ref", RegoArray.From(rule.Reference.Select(Of).Prepend(Variable(rule.Name.Name)))),
            ("args", rule.Arguments is null ? null : RegoArray.From(rule.Arguments.Select(Of))),
            ("key", isSet ? Of(rule.Value) : rule is { Kind: RuleKind.SingleValue, Reference: [var key] } ? Of(key) : null),
            ("value", isSet ? null : Of(rule.Value)),
            ("assign", rule.Assigned ? RegoBoolean.True : null));
    }

    private RegoArray Of(Body body) => body.Expressions.Count == 0
        ? new(Object(("index", RegoNumber.Of(0)), ("terms", Typed("boolean", RegoBoolean.True))))
        : RegoArray.From(body.Expressions.Select((expression, i) => Object(
            ("index", RegoNumber.Of(i)),
            ("terms", Terms(expression.Clause)),
            ("negated", expression.Negated ? RegoBoolean.True : null),
            ("with", expression.With.Count == 0 ? null : RegoArray.From(expression.With.Select(w => Object(("target", Reference(w.Target)), ("value", Of(w.Value)))))))));

    private RegoValue Terms(Clause clause) => clause switch
    {
        TermClause { Term: CallTerm call } => RegoArray.From(call.Arguments.Select(Of).Prepend(Reference(call.Function))),
        TermClause t => Of(t.Term),
        UnifyClause u => new RegoArray(Operator("eq"), Of(u.Left), Of(u.Right)),
        AssignClause a => new RegoArray(Operator("assign"), Of(a.Left), Of(a.Right)),
        SomeClause s => Object(("symbols", RegoArray.From(s.Variables.Select(Of)))),
        SomeInClause { Key: null } s => Object(("symbols", new RegoArray(Membership("member_2", Of(s.Value), Of(s.Domain))))),
        SomeInClause s => Object(("symbols", new RegoArray(Membership("member_3", Of(s.Key!), Of(s.Value), Of(s.Domain))))),
        EveryClause e => Object(("key", e.Key is null ? null : Of(e.Key)), ("value", Of(e.Value)), ("domain", Of(e.Domain)), ("body", Of(e.Body))),
        NotClause n => Object(("body", Of(n.Body))),
        _ => RegoNull.Instance,
    };

    private RegoObject Of(Term term) => term switch
    {
        ScalarTerm { Value: var value } => Typed(value.TypeName, value),
        VarTerm variable => Variable(variable.Name),
        RefTerm => Reference(term),
        CallTerm call => Typed("call", RegoArray.From(call.Arguments.Select(Of).Prepend(Reference(call.Function)))),
        ArrayTerm array => Typed("array", RegoArray.From(array.Items.Select(Of))),
        SetTerm set => Typed("set", RegoArray.From(set.Items.Select(Of))),
        ObjectTerm o => Typed("object", RegoArray.From(o.Entries.Select(e => new RegoArray(Of(e.Key), Of(e.Value))))),
        ArrayComprehension c => Typed("arraycomprehension", Object(("term", Of(c.Head)), ("body", Of(c.Body)))),
        SetComprehension c => Typed("setcomprehension", Object(("term", Of(c.Head)), ("body", Of(c.Body)))),
        ObjectComprehension c => Typed("objectcomprehension", Object(("key", Of(c.Key)), ("value", Of(c.Value)), ("body", Of(c.Body)))),
        TemplateTerm template => Typed("templatestring", Object(("parts", RegoArray.From(template.Parts.Select(Of))), ("multi_line", RegoBoolean.False))),
        _ => Typed("null", RegoNull.Instance),
    };

    // A name that stands where a reference is wanted is one of a single part.
    private RegoObject Reference(Term term) => term switch
    {
        RefTerm reference => Typed("ref", RegoArray.From(reference.Operands.Select(Of).Prepend(Of(reference.Head)))),
        VarTerm { Name: var name } when name.Contains('.', StringComparison.Ordinal) => Typed("ref", RegoArray.From(Path(name.Split('.')))),
        _ => Typed("ref", new RegoArray(Of(term))),
    };

    private RegoObject Variable(string name)
    {
        if (name.StartsWith('$') && !_wildcards.TryGetValue(name, out _))
            _wildcards[name] = string.Create(CultureInfo.InvariantCulture, $"${_wildcards.Count}");
        return Typed("var", new RegoString(_wildcards.GetValueOrDefault(name, name)));
    }

    private static RegoObject Operator(string name) => Typed("ref", new RegoArray(Typed("var", new RegoString(name))));

    private static RegoObject Membership(string name, params IEnumerable<RegoValue> operands) =>
        Typed("call", RegoArray.From(operands.Prepend(Typed("ref", RegoArray.From(Path(["internal", name]))))));

    private static IEnumerable<RegoValue> Path(IReadOnlyList<string> path) =>
        path.Select((part, i) => Typed(i == 0 ? "var" : "string", new RegoString(part)));

    private static RegoObject Typed(string type, RegoValue value) => Object(("type", new RegoString(type)), ("value", value));

    private static RegoObject Object(params IEnumerable<(string Name, RegoValue? Value)> members) => RegoObject.From(
        members.Where(m => m.Value is not null).Select(m => new KeyValuePair<RegoValue, RegoValue>(new RegoString(m.Name), m.Value!)));
}
