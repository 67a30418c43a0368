using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Lexing;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Formatting;

/// <summary>Terms: collections on as many lines as the writer chose, operators with the parentheses they need.</summary>
internal sealed class TermFormatter(LineWriter lines, SourceMap map)
{
    internal BodyFormatter Bodies => field ??= new BodyFormatter(lines, map, this);

    /// <param name="nested">It is an operand of an operator: operators in it are put in parentheses.</param>
    internal void Write(Term term, bool nested = false)
    {
        lines.Comments(term.Location.Row);
        switch (term)
        {
            case ScalarTerm scalar:
                lines.Write(Text(scalar));
                break;
            case TemplateTerm:
                lines.Write(map.Text(term.Location));
                break;
            case VarTerm variable:
                lines.Write(NameOf(variable));
                break;
            case RefTerm reference:
                Reference(reference);
                break;
            case CallTerm call:
                Call(call, nested);
                break;
            case ArrayTerm array:
                Collection("[", array.Items, "]", array.Location);
                break;
            case SetTerm { Items.Count: 0 }:
                lines.Write("set()");
                break;
            case SetTerm set:
                Collection("{", set.Items, "}", set.Location);
                break;
            case ObjectTerm o:
                Object(o);
                break;
            case ArrayComprehension c:
                Comprehension("[", c.Head, c.Body, "]", c.Location);
                break;
            case SetComprehension c:
                Comprehension("{", c.Head, c.Body, "}", c.Location);
                break;
            case ObjectComprehension c:
                ObjectComprehension(c);
                break;
        }
    }

    internal static string NameOf(VarTerm variable) => variable.Name.StartsWith('$') ? "_" : variable.Name;

    /// <summary>Both sides of an operator that nothing stands around; parentheses only where the meaning needs them.</summary>
    internal void Loose(CallTerm call, (string Symbol, int Level) operation)
    {
        if (operation.Symbol == "in")
        {
            Member(call.Arguments);
            return;
        }
        Write(call.Arguments[0], nested: Operators.Of(call.Arguments[0]) is { } left && left.Level < operation.Level);
        lines.Write($" {operation.Symbol} ");
        Write(call.Arguments[1], nested: Operators.Of(call.Arguments[1]) is { } right && right.Level <= operation.Level);
    }

    /// <summary><c>[key,] value in domain</c></summary>
    internal void Member(IReadOnlyList<Term> operands)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            lines.Write(i == 0 ? "" : i == operands.Count - 1 ? " in " : ", ");
            Write(operands[i], nested: true);
        }
    }

    /// <summary>A function's arguments with their parentheses.</summary>
    /// <param name="function">Where the function's name starts.</param>
    internal void Arguments(IReadOnlyList<Term> arguments, SourceLocation function)
    {
        var parentheses = map.Parentheses(function);
        lines.Write("(");
        Sequence(arguments, parentheses, argument => argument.Location.Row, argument => Item(argument, demandsParentheses: false));
        lines.Write(")");
    }

    internal void Operand(Term operand)
    {
        if (operand is ScalarTerm { Value: RegoString name } && map.At(operand.Location).Kind is var kind and not TokenKind.RawText)
        {
            lines.Write(Names.Member(name.Value, bracketed: kind == TokenKind.Text));
            return;
        }
        lines.Write("[");
        Write(operand);
        lines.Write("]");
    }

    // The same text is another literal where a name was written behind a dot.
    private string Text(ScalarTerm scalar) =>
        scalar.Value is RegoString text && map.At(scalar.Location).Kind is TokenKind.Identifier or TokenKind.Keyword ? Names.Quoted(text.Value) : map.Text(scalar.Location);

    private void Reference(RefTerm reference)
    {
        Parenthesised(reference.Head, reference.Head is { IsGrouped: true } and not (VarTerm or RefTerm));
        foreach (var operand in reference.Operands)
            Operand(operand);
    }

    private void Call(CallTerm call, bool nested)
    {
        if (Operators.Of(call) is not { } operation)
        {
            Write(call.Function);
            Arguments(call.Arguments, call.Function.Location);
            return;
        }
        var parentheses = nested || call.Arguments.Count == 3;
        lines.Write(parentheses ? "(" : "");
        if (operation.Symbol == "in")
        {
            Member(call.Arguments);
        }
        else
        {
            Write(call.Arguments[0], nested: true);
            lines.Write($" {operation.Symbol} ");
            Write(call.Arguments[1], nested: true);
        }
        lines.Write(parentheses ? ")" : "");
    }

    // In a literal `|` would start a comprehension.
    private void Item(Term item, bool demandsParentheses) =>
        Parenthesised(item, Operators.IsUnion(item) && (demandsParentheses || item.IsGrouped));

    private void Parenthesised(Term term, bool parentheses)
    {
        if (!parentheses || Operators.Of(term) is not null)
        {
            Write(term, nested: parentheses);
            return;
        }
        lines.Write("(");
        Write(term);
        lines.Write(")");
    }

    private void Collection(string open, IReadOnlyList<Term> items, string close, SourceLocation at)
    {
        lines.Write(open);
        Sequence(items, map.Brackets(at), item => item.Location.Row, item => Item(item, demandsParentheses: true));
        lines.Write(close);
    }

    private void Object(ObjectTerm term)
    {
        lines.Write("{");
        Sequence(term.Entries, map.Brackets(term.Location), entry => entry.Key.Location.Row, entry =>
        {
            Item(entry.Key, demandsParentheses: true);
            lines.Write(": ");
            Item(entry.Value, demandsParentheses: true);
        });
        lines.Write("}");
    }

    // Items that share a row in the source share a line; on more than one line each line ends with a comma.
    private void Sequence<T>(IReadOnlyList<T> items, Brackets around, Func<T, int> rowOf, Action<T> write)
    {
        var broken = items.Count == 0
            ? lines.HasCommentAbove(around.Close)
            : rowOf(items[0]) > around.Open || items.Any(item => rowOf(item) > rowOf(items[0])) || lines.HasComment(around.LastItem, around.Close);
        if (broken)
        {
            lines.Delay();
            lines.EndLine();
            lines.Up();
        }
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                lines.Write(",");
            if (i > 0 && rowOf(items[i]) > rowOf(items[i - 1]))
                lines.EndLine();
            else if (i > 0)
                lines.Write(" ");
            write(items[i]);
        }
        if (broken && items.Count > 0)
        {
            lines.Write(",");
            lines.EndLine();
        }
        lines.Comments(around.Close);
        if (broken)
            lines.Down();
    }

    private void Comprehension(string open, Term head, Body body, string close, SourceLocation at)
    {
        lines.Write(open);
        if (head.Location.Row > at.Row)
            lines.EndLine();
        Parenthesised(head, head is CallTerm && (head.IsGrouped || Operators.IsUnion(head)));
        lines.Write(" |");
        Bodies.Inner(body, head.Location.Row, map.Brackets(at).Close);
        lines.Write(close);
    }

    private void ObjectComprehension(ObjectComprehension term)
    {
        lines.Write("{");
        Item(term.Key, demandsParentheses: true);
        lines.Write(": ");
        Parenthesised(term.Value, term.Value is CallTerm && (term.Value.IsGrouped || Operators.IsUnion(term.Value)));
        lines.Write(" |");
        Bodies.Inner(term.Body, term.Location.Row, map.Brackets(term.Location).Close);
        lines.Write("}");
    }
}
