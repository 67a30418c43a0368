namespace Attestry.Rego.Builtins.Strings.Templates;

/// <summary>A part of a parsed template.</summary>
internal abstract record TemplateNode
{
    internal sealed record Literal(string Text) : TemplateNode;

    /// <summary>A value that is written, or given to a variable.</summary>
    internal sealed record Output(Pipeline Value) : TemplateNode;

    internal sealed record If(Pipeline Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;

    internal sealed record With(Pipeline Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;

    internal sealed record Range(Pipeline Over, IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Else) : TemplateNode;

    /// <summary>Commands, each of which gets what the one before it came to as its last argument.</summary>
    /// <param name="Variables">What the result is kept as; <c>range</c> may have two.</param>
    internal sealed record Pipeline(IReadOnlyList<string> Variables, bool Declares, IReadOnlyList<IReadOnlyList<Operand>> Commands);

    /// <summary>A function's name, a literal, a variable, the dot or a parenthesised pipeline, and the fields that are taken of it.</summary>
    internal sealed record Operand(string? Function, Values.RegoValue? Constant, string? Variable, Pipeline? Inner, IReadOnlyList<string> Fields);
}
