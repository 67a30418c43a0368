using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Lexing;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>Bodies and the expressions in them.</summary>
internal sealed class BodyParser(TokenReader tokens, TermParser terms)
{
    /// <summary><c>import future.keywords.not</c> is there: <c>not</c> takes bodies, and all of a negated expression is negated.</summary>
    internal bool NegatesBodies { get; set; }

    /// <summary>Expressions up to <paramref name="end"/>, which is taken.</summary>
    internal Body Until(string end)
    {
        var start = tokens.Location;
        if (tokens.Current.Is(end))
            throw tokens.Fail("found empty body");
        var expressions = new List<Expression>();
        while (!tokens.TryTake(end))
        {
            expressions.Add(Expression());
            Separator(end);
        }
        return new Body(expressions, start);
    }

    /// <summary>Expressions up to the end of the text: a query.</summary>
    internal Body Query()
    {
        var start = tokens.Location;
        var expressions = new List<Expression>();
        while (!tokens.AtEnd)
        {
            expressions.Add(Expression());
            if (!tokens.AtEnd && !tokens.TryTake(";") && !tokens.Current.AfterLine)
                throw tokens.Unexpected("expected \\n or ; or end of query");
        }
        return expressions.Count == 0 ? throw tokens.Fail("found empty body") : new Body(expressions, start);
    }

    internal Expression Expression() => tokens.Nested(() =>
    {
        var start = tokens.Location;
        var negated = tokens.TryTakeKeyword("not");
        var clause = negated && NegatesBodies ? Not() : Clause(negated);
        var with = new List<WithModifier>();
        while (tokens.AtKeyword("with"))
            with.Add(With());
        return new Expression(clause, negated && clause is not NotClause, with, start) { EndOffset = tokens.Previous.EndOffset };
    });

    private NotClause Not()
    {
        var start = tokens.Location;
        // Braces open a body, unless they are those of a collection that is compared or looked into.
        if (tokens.Current.Is("{") && tokens.Try(Block, out var body))
            return new NotClause(body);
        return new NotClause(new Body([new Expression(Clause(negated: true), false, [], start)], start));
    }

    private Body Block()
    {
        tokens.Take();
        var body = Until("}");
        return tokens.AtEnd || tokens.Current.AfterLine || tokens.Current.Is(";") || tokens.Current.Is("}") || tokens.AtKeyword("with")
            ? body
            : throw tokens.Unexpected();
    }

    private void Separator(string end)
    {
        if (tokens.TryTake(";") || tokens.Current.Is(end) || tokens.Current.AfterLine)
            return;
        throw tokens.Unexpected($"expected \\n or ; or {end}");
    }

    private Clause Clause(bool negated)
    {
        if (tokens.AtKeyword("some"))
            return negated ? throw tokens.Unexpected() : Some();
        if (tokens.AtKeyword("every"))
            return negated ? throw tokens.Unexpected() : Every();
        var left = terms.Infix(pairs: true);
        if (tokens.TryTake(":="))
            return new AssignClause(left, terms.Infix(pairs: true));
        if (tokens.TryTake("="))
            return new UnifyClause(left, terms.Infix(pairs: true));
        return new TermClause(left);
    }

    private Clause Some()
    {
        tokens.Take();
        var first = terms.Infix(pairs: true);
        if (first is CallTerm { Function: RefTerm { Head: VarTerm { Name: "internal" } } } member)
        {
            return member.Arguments.Count == 3
                ? new SomeInClause(member.Arguments[0], member.Arguments[1], member.Arguments[2])
                : new SomeInClause(null, member.Arguments[0], member.Arguments[1]);
        }
        var variables = new List<VarTerm> { Declared(first) };
        while (tokens.TryTake(","))
            variables.Add(Declared(terms.Operand()));
        return new SomeClause(variables);
    }

    private VarTerm Declared(Term term) =>
        term as VarTerm ?? throw tokens.Fail("expected `x in xs` or `x, y in xs` expression or a variable after `some`", term.Location);

    private EveryClause Every()
    {
        tokens.Take();
        var first = Variable();
        var second = tokens.TryTake(",") ? Variable() : null;
        if (!tokens.TryTakeKeyword("in"))
            throw tokens.Unexpected("expected `x[, y] in xs { ... }` expression");
        var domain = terms.Infix(pairs: false);
        tokens.Demand("{");
        var body = Until("}");
        return second is null ? new(null, first, domain, body) : new(first, second, domain, body);
    }

    private VarTerm Variable()
    {
        if (tokens.Current.Kind != TokenKind.Identifier)
            throw tokens.Unexpected("expected variable");
        var token = tokens.Take();
        return new VarTerm(token.Text == "_" ? tokens.NewName() : token.Text, token.Location);
    }

    private WithModifier With()
    {
        var start = tokens.Take().Location;
        var target = terms.Operand();
        if (target is not (VarTerm or RefTerm { Head: VarTerm }))
            throw tokens.Fail("expected a reference after with", target.Location);
        if (!tokens.TryTakeKeyword("as"))
            throw tokens.Unexpected("expected as keyword");
        return new WithModifier(target, terms.Infix(pairs: false), start);
    }
}
