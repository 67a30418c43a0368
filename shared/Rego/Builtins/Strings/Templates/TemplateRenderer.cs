using System.Text;
using System.Text.Json;
using Attestry.Rego.Values;
using static Attestry.Rego.Builtins.Strings.Templates.TemplateNode;

namespace Attestry.Rego.Builtins.Strings.Templates;

/// <summary>Renders a template with the values of an object; what is missing is written as <c>&lt;undefined&gt;</c>.</summary>
internal sealed class TemplateRenderer
{
    private readonly BuiltinContext _context;
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, RegoValue? Value)> _variables = [];

    private TemplateRenderer(BuiltinContext context, RegoValue root)
    {
        _context = context;
        _variables.Add(("$", root));
    }

    internal static string Render(BuiltinContext context, string template, RegoObject values)
    {
        context.ChargeText(template.Length);
        try
        {
            var renderer = new TemplateRenderer(context, values);
            renderer.Write(TemplateParser.Parse(template), values);
            return renderer._text.ToString();
        }
        catch (JsonException)
        {
            throw new BuiltinException("template: malformed text constant");
        }
    }

    private void Write(IReadOnlyList<TemplateNode> nodes, RegoValue? dot)
    {
        foreach (var node in nodes)
        {
            _context.Charge(1);
            Write(node, dot);
        }
    }

    private void Write(TemplateNode node, RegoValue? dot)
    {
        var scope = _variables.Count;
        switch (node)
        {
            case Literal literal:
                _context.ChargeText(literal.Text.Length);
                _text.Append(literal.Text);
                return;
            case Output { Value: var pipeline }:
                var value = Evaluate(pipeline, dot);
                if (pipeline.Variables.Count == 0)
                    Append(value);
                return;
            case If branch:
                Write(TemplateValues.IsTrue(Evaluate(branch.Condition, dot)) ? branch.Then : branch.Else, dot);
                break;
            case With with:
                var inner = Evaluate(with.Condition, dot);
                if (TemplateValues.IsTrue(inner))
                    Write(with.Then, inner);
                else
                    Write(with.Else, dot);
                break;
            case TemplateNode.Range range:
                WriteEach(range, dot);
                break;
        }
        _variables.RemoveRange(scope, _variables.Count - scope);
    }

    private void WriteEach(TemplateNode.Range range, RegoValue? dot)
    {
        var names = range.Over.Variables;
        var over = Evaluate(range.Over with { Variables = [] }, dot);
        var any = false;
        foreach (var (key, value) in TemplateValues.Entries(over))
        {
            any = true;
            var scope = _variables.Count;
            if (names.Count == 2)
                _variables.Add((names[0], key));
            if (names.Count > 0)
                _variables.Add((names[^1], value));
            Write(range.Body, value);
            _variables.RemoveRange(scope, _variables.Count - scope);
        }
        if (!any)
            Write(range.Else, dot);
    }

    private RegoValue? Evaluate(Pipeline pipeline, RegoValue? dot)
    {
        RegoValue? value = null;
        for (var i = 0; i < pipeline.Commands.Count; i++)
            value = Evaluate(pipeline.Commands[i], dot, i > 0 ? [value] : []);
        foreach (var name in pipeline.Variables)
        {
            var at = pipeline.Declares ? -1 : _variables.FindLastIndex(v => v.Name == name);
            if (at >= 0)
                _variables[at] = (name, value);
            else
                _variables.Add((name, value));
        }
        return value;
    }

    private RegoValue? Evaluate(IReadOnlyList<Operand> command, RegoValue? dot, IReadOnlyList<RegoValue?> piped)
    {
        _context.Charge(1 + command.Count);
        if (command[0].Function is { } function)
            return TemplateValues.Call(_context, function, [.. command.Skip(1).Select(o => Evaluate(o, dot)), .. piped]);
        return command.Count == 1 && piped.Count == 0
            ? Evaluate(command[0], dot)
            : throw new BuiltinException("template: can't give argument to non-function");
    }

    private RegoValue? Evaluate(Operand operand, RegoValue? dot)
    {
        if (operand.Function is { } function)
            return TemplateValues.Call(_context, function, []);
        var value = operand switch
        {
            { Constant: { } constant } => constant,
            { Inner: { } inner } => Evaluate(inner, dot),
            { Variable: { } name } => Variable(name),
            _ => dot,
        };
        foreach (var field in operand.Fields)
        {
            value = value switch
            {
                RegoObject o => o[field],
                null => null,
                _ => throw new BuiltinException($"template: can't evaluate field {field} in a value that is no object"),
            };
        }
        return value;
    }

    private RegoValue? Variable(string name)
    {
        var at = _variables.FindLastIndex(v => v.Name == name);
        return at >= 0 ? _variables[at].Value : throw new BuiltinException($"template: undefined variable \"{name}\"");
    }

    private void Append(RegoValue? value)
    {
        var text = TemplateValues.Print(_context, value);
        _context.ChargeText(text.Length);
        _text.Append(text);
    }
}
