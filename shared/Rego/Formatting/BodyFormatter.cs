using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Formatting;

/// <summary>Bodies and the expressions in them.</summary>
internal sealed class BodyFormatter(LineWriter lines, SourceMap map, TermFormatter terms)
{
    /// <summary>An expression a line; blank lines stay, one at most.</summary>
    internal void Lines(Body body)
    {
        lines.Comments(body.Expressions[0].Location.Row);
        for (var i = 0; i < body.Expressions.Count; i++)
        {
            var expression = body.Expressions[i];
            if (i > 0 && expression.Location.Row > map.RowOf(body.Expressions[i - 1].EndOffset) + 1)
                lines.Blank();
            Write(expression);
            // A raw string may have ended rows below.
            lines.Comments(map.RowOf(expression.EndOffset));
            lines.EndLine();
        }
    }

    /// <summary>A body in brackets: on one line where the source has it so.</summary>
    /// <param name="start">The row that a body on one line starts on.</param>
    /// <param name="close">The row of the bracket behind it.</param>
    /// <returns>Whether it went on one line.</returns>
    internal bool Inner(Body body, int start, int close)
    {
        var oneLine = !lines.HasCommentAbove(close) && body.Expressions.All(e => e.Location.Row == start);
        if (oneLine)
        {
            for (var i = 0; i < body.Expressions.Count; i++)
            {
                lines.Write(i == 0 ? " " : "; ");
                Write(body.Expressions[i]);
            }
            lines.Comments(close);
            return true;
        }
        lines.EndLine();
        lines.Up();
        Lines(body);
        lines.Comments(close);
        lines.Down();
        return false;
    }

    /// <summary>A rule's body on lines of its own.</summary>
    /// <param name="braces">Null when it has none in the source.</param>
    internal void Block(Body body, Brackets? braces)
    {
        lines.EndLine();
        lines.Up();
        Lines(body);
        // Where a further body follows on the row, the comment there is about that one.
        if (braces is { IsFollowedByBrace: true } chained)
            lines.CommentsAbove(chained.Close);
        else if (braces is { } around)
            lines.Comments(around.Close);
        lines.Down();
    }

    internal void Write(Expression expression)
    {
        lines.Comments(expression.Location.Row);
        lines.Write(expression.Negated ? "not " : "");
        Write(expression.Clause, expression.Location);
        var indented = false;
        for (var i = 0; i < expression.With.Count; i++)
        {
            var with = expression.With[i];
            var breaks = i == 0 ? map.At(with.Location).AfterLine : with.Location.Row > expression.With[i - 1].Location.Row;
            if (breaks && !indented)
            {
                indented = true;
                lines.Up();
            }
            if (breaks)
                lines.EndLine();
            else
                lines.Write(" ");
            lines.Comments(with.Location.Row);
            lines.Write("with ");
            terms.Write(with.Target);
            lines.Write(" as ");
            terms.Write(with.Value);
        }
        if (indented)
            lines.Down();
    }

    private void Write(Clause clause, SourceLocation at)
    {
        switch (clause)
        {
            case SomeClause some:
                Some(some, at.Row);
                break;
            case SomeInClause some:
                lines.Write("some ");
                terms.Member(some.Key is null ? [some.Value, some.Domain] : [some.Key, some.Value, some.Domain]);
                break;
            case EveryClause every:
                Every(every, at.Row);
                break;
            case NotClause not:
                Not(not);
                break;
            case AssignClause assign:
                Sides(assign.Left, " := ", assign.Right);
                break;
            case UnifyClause unify:
                Sides(unify.Left, " = ", unify.Right);
                break;
            case TermClause { Term: CallTerm call } when Operators.IsRelation(call):
                Sides(call.Arguments[2], " = ", call with { Arguments = [call.Arguments[0], call.Arguments[1]] });
                break;
            case TermClause { Term: CallTerm call } when Operators.Of(call) is { } operation:
                lines.Comments(call.Location.Row);
                terms.Loose(call, operation);
                break;
            case TermClause term:
                terms.Write(term.Term);
                break;
        }
    }

    private void Sides(Term left, string between, Term right)
    {
        terms.Write(left);
        lines.Write(between);
        terms.Write(right);
    }

    private void Some(SomeClause some, int row)
    {
        lines.Write("some");
        for (var i = 0; i < some.Variables.Count; i++)
        {
            var at = some.Variables[i].Location.Row;
            if (at > row)
            {
                lines.EndLine();
                lines.Up();
            }
            else
            {
                lines.Write(" ");
            }
            terms.Write(some.Variables[i]);
            lines.Write(i < some.Variables.Count - 1 ? "," : "");
            if (at > row)
                lines.Down();
            row = at;
        }
    }

    private void Every(EveryClause every, int row)
    {
        lines.Write("every ");
        if (every.Key is not null)
        {
            terms.Write(every.Key);
            lines.Write(", ");
        }
        terms.Write(every.Value);
        lines.Write(" in ");
        terms.Write(every.Domain);
        lines.Write(" {");
        var oneLine = Inner(every.Body, row, map.Braces(every.Body.Location)!.Value.Close);
        lines.Write(oneLine ? " }" : "}");
    }

    // Under `import future.keywords.not` each negation holds a body; braces stay where they were.
    private void Not(NotClause not)
    {
        lines.Write("not ");
        if (map.Braces(not.Body.Location) is not { } braces)
        {
            Write(not.Body.Expressions[0].Clause, not.Body.Location);
            return;
        }
        lines.Write("{");
        lines.Write(Inner(not.Body, braces.Open, braces.Close) ? " }" : "}");
    }
}
