using Attestry.Rego.Syntax.Lexing;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>Rules with their heads, bodies and <c>else</c> branches.</summary>
/// <param name="strict">The module's rules are held to v1: bodies demand <c>if</c>, sets demand <c>contains</c>.</param>
internal sealed class RuleParser(TokenReader tokens, TermParser terms, bool strict)
{
    /// <summary>One rule as written; further bodies right behind it (v0) are further rules of the same head.</summary>
    internal IEnumerable<Rule> Parse()
    {
        var rule = First();
        yield return rule;
        while (!strict && rule.HasBody && rule.Else is null && tokens.Current.Is("{"))
        {
            tokens.Take();
            yield return rule with { Body = terms.Bodies.Until("}") };
        }
    }

    private Rule First()
    {
        var start = tokens.Location;
        var isDefault = tokens.TryTakeKeyword("default");
        var head = Head();
        if (isDefault)
            return Default(head, start);
        var hasIf = tokens.AtKeyword("if");
        var body = OptionalBody();
        var rule = Shape(head, hasIf, body, start);
        if (tokens.AtKeyword("else"))
        {
            if (rule.Kind == RuleKind.PartialSet || (rule.Reference.Count > 0 && rule.Reference.Any(o => o is not ScalarTerm)))
                throw tokens.Fail("else keyword cannot be used on multi-value rules");
            if (body is null)
                throw tokens.Unexpected();
            rule = rule with { Else = Else(rule) };
        }
        return rule;
    }

    private Rule Default(HeadParts head, SourceLocation start)
    {
        if (head.Contains is not null)
            throw tokens.Fail("default not allowed with partial set rules", start);
        if (head.Value is null)
            throw tokens.Fail($"illegal default rule (must have a value)", start);
        if (tokens.AtKeyword("if") || tokens.Current.Is("{"))
            throw tokens.Fail("default rules must not have a body");
        var kind = head.Arguments is null ? RuleKind.SingleValue : RuleKind.Function;
        return new Rule(kind, head.Name, head.Operands, head.Arguments, head.Value, head.Assigned, true, True(start), false, null, start);
    }

    private Rule Shape(HeadParts head, bool hasIf, Body? body, SourceLocation start)
    {
        if (strict && body is not null && !hasIf)
            throw tokens.Fail("`if` keyword is required before rule body", start);
        var written = body ?? True(start);
        if (head.Contains is not null)
            return new Rule(RuleKind.PartialSet, head.Name, head.Operands, null, head.Contains, false, false, written, body is not null, null, start);
        if (head.Arguments is not null)
        {
            // v0: a function's head alone is true for these arguments.
            return head.Value is null && body is null && strict
                ? throw tokens.Fail("var cannot be used for rule name", start)
                : new Rule(RuleKind.Function, head.Name, head.Operands, head.Arguments, head.Value ?? TrueTerm(start), head.Assigned, false, written, body is not null, null, start);
        }
        // v0: `p[x] { … }` without a value adds x to the set p.
        if (!hasIf && head.Value is null && head.Operands.Count == 1)
        {
            return strict
                ? throw tokens.Fail("`contains` keyword is required for partial set rules", start)
                : new Rule(RuleKind.PartialSet, head.Name, [], null, head.Operands[0], false, false, written, body is not null, null, start);
        }
        if (head.Value is null && body is null)
            throw tokens.Fail("var cannot be used for rule name", start);
        return new Rule(RuleKind.SingleValue, head.Name, head.Operands, null, head.Value ?? TrueTerm(start), head.Assigned, false, written, body is not null, null, start);
    }

    private Rule Else(Rule rule)
    {
        var start = tokens.Take().Location;
        var assigned = tokens.Current.Is(":=");
        Term value = TrueTerm(start);
        if (assigned || tokens.Current.Is("="))
        {
            tokens.Take();
            value = terms.Infix(pairs: true);
        }
        else if (!tokens.AtKeyword("if") && !tokens.Current.Is("{"))
        {
            throw tokens.Unexpected("expected else value term or rule body");
        }
        var hasIf = tokens.AtKeyword("if");
        var body = OptionalBody();
        if (strict && body is not null && !hasIf)
            throw tokens.Fail("`if` keyword is required before rule body", start);
        var next = rule with { Value = value, Assigned = assigned, Body = body ?? True(start), HasBody = body is not null, Else = null, Location = start };
        return tokens.AtKeyword("else") ? next with { Else = tokens.Nested(() => Else(next)) } : next;
    }

    private Body? OptionalBody()
    {
        if (tokens.TryTakeKeyword("if"))
        {
            // One expression, unless it would be a set: braces of a set are a body's braces here.
            var start = tokens.Location;
            var from = tokens.Position;
            if (tokens.Try(terms.Bodies.Expression, out var only) && only.Clause is not Clauses.TermClause { Term: SetTerm })
                return new Body([only], start);
            tokens.Position = from;
            tokens.Demand("{");
            return terms.Bodies.Until("}");
        }
        if (!tokens.Current.Is("{"))
            return null;
        tokens.Take();
        return terms.Bodies.Until("}");
    }

    private HeadParts Head()
    {
        var start = tokens.Location;
        if (tokens.Current.Kind != TokenKind.Identifier)
            throw tokens.Unexpected();
        var term = terms.Operand();
        IReadOnlyList<Term>? arguments = null;
        if (term is CallTerm call)
            (term, arguments) = (call.Function, call.Arguments);
        var (name, operands) = term switch
        {
            VarTerm variable => (variable, (IReadOnlyList<Term>)[]),
            RefTerm { Head: VarTerm head } reference => (head, reference.Operands),
            _ => throw tokens.Fail("unexpected rule head", start),
        };
        if (tokens.TryTakeKeyword("contains"))
        {
            return arguments is not null
                ? throw tokens.Fail($"the contains keyword can only be used with multi-value rule definitions (e.g., {name.Name} contains <VALUE> {{ ... }})", start)
                : new HeadParts(name, operands, null, null, false, terms.Infix(pairs: true));
        }
        var assigned = tokens.Current.Is(":=");
        Term? value = null;
        if (assigned || tokens.Current.Is("="))
        {
            tokens.Take();
            value = terms.Infix(pairs: true);
        }
        return new HeadParts(name, operands, arguments, value, assigned, null);
    }

    private static ScalarTerm TrueTerm(SourceLocation at) => new(RegoBoolean.True, at);

    private static Body True(SourceLocation at) => new([new Expression(new Clauses.TermClause(TrueTerm(at)), false, [], at)], at);

    private sealed record HeadParts(VarTerm Name, IReadOnlyList<Term> Operands, IReadOnlyList<Term>? Arguments, Term? Value, bool Assigned, Term? Contains);
}
