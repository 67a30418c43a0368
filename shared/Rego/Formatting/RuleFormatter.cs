using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Formatting;

/// <summary>Rules with their heads, bodies and <c>else</c> branches.</summary>
internal sealed class RuleFormatter(LineWriter lines, SourceMap map, FormatStyle style, TermFormatter terms)
{
    /// <param name="row">Where the rule starts: of a further body of the same head its brace.</param>
    internal void Write(Rule rule, int row)
    {
        lines.Comments(row);
        lines.Write(rule.IsDefault ? "default " : "");
        Head(rule);
        Rest(rule, row);
    }

    /// <summary>Is it so short that it may stay right above or below another such rule?</summary>
    internal bool MayStandClose(Rule rule) =>
        !rule.IsDefault && rule.Else is null && HasIf(rule) && rule.Body.Expressions is [var only] && !IsLoneSet(only);

    private void Rest(Rule rule, int row)
    {
        if (IsConstant(rule))
        {
            lines.EndLine();
            return;
        }
        var hasIf = HasIf(rule);
        lines.Write(hasIf ? " if" : "");
        if (IsShort(rule, row))
        {
            lines.Write(" ");
            terms.Bodies.Write(rule.Body.Expressions[0]);
            if (map.Braces(rule.Body.Location) is { } around)
                lines.Comments(around.Close);
            lines.EndLine();
            Else(rule, wasOneLine: true);
            return;
        }
        lines.Write(" {");
        terms.Bodies.Block(rule.Body, map.Braces(rule.Body.Location));
        lines.Write("}");
        Else(rule, wasOneLine: false);
    }

    private void Else(Rule rule, bool wasOneLine)
    {
        if (rule.Else is not { } next)
        {
            if (!wasOneLine)
                lines.EndLine();
            return;
        }
        // On the line of the brace, as the writer had it, unless a comment comes between.
        if (!wasOneLine && !lines.HasPending && !lines.HasCommentAbove(next.Location.Row) && !map.At(next.Location).AfterLine && next.Location.Row > rule.Location.Row)
        {
            lines.Write(" ");
        }
        else
        {
            if (!wasOneLine)
                lines.EndLine();
            lines.Blank();
        }
        lines.Comments(next.Location.Row);
        lines.Write("else");
        if (IsConstant(next) || !IsTrue(next.Value))
            Value(next);
        Rest(next, next.Location.Row);
    }

    private void Head(Rule rule)
    {
        lines.Write(rule.Name.Name);
        foreach (var operand in rule.Reference)
        {
            // A keyword is a name only right before a dot.
            if (!style.References && !Names.IsKeyword(rule.Name.Name) && operand is ScalarTerm { Value: RegoString name })
                lines.Write($"[{Names.Quoted(name.Value)}]");
            else
                terms.Operand(operand);
        }
        if (rule.Arguments is not null)
            terms.Arguments(rule.Arguments, rule.Name.Location);
        if (rule.Kind == RuleKind.PartialSet)
            Element(rule.Value);
        else if (rule.IsDefault || IsConstant(rule) || !IsTrue(rule.Value))
            Value(rule);
    }

    private void Element(Term element)
    {
        lines.Write(style.Contains ? " contains " : "[");
        terms.Write(element);
        lines.Write(style.Contains ? "" : "]");
    }

    private void Value(Rule rule)
    {
        lines.Write(rule.Assigned || style.V1 ? " := " : " = ");
        // A value that nobody wrote has no place of its own in the source.
        if (IsTrue(rule.Value))
            lines.Write("true");
        else
            terms.Write(rule.Value);
    }

    private bool HasIf(Rule rule) => style.If && (style.Contains || rule.Kind != RuleKind.PartialSet);

    private bool IsShort(Rule rule, int row) =>
        HasIf(rule)
        && rule.Body.Expressions is [var only]
        && only.Location.Row == row
        && !IsLoneSet(only);

    // Without braces around it, it would be read as a body.
    private static bool IsLoneSet(Expression expression) => !expression.Negated && expression.Clause is TermClause { Term: SetTerm { Items.Count: > 0 } };

    // `p := 1 { true }` is `p := 1`.
    private static bool IsConstant(Rule rule) => rule.Else is null && (!rule.HasBody || rule.Body.Expressions is [{ Negated: false, With.Count: 0, Clause: TermClause { Term: ScalarTerm { Value: RegoBoolean { Value: true } } } }]);

    private static bool IsTrue(Term value) => value is ScalarTerm { Value: RegoBoolean { Value: true } };
}
