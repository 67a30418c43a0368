namespace Attestry.Rego.Syntax;

/// <summary><c>import data.a.b as c</c>.</summary>
/// <param name="Path">Of constants: <c>data</c> or <c>input</c> (or <c>rego</c>, <c>future</c>), then strings.</param>
public sealed record Import(IReadOnlyList<string> Path, string? Alias, SourceLocation Location)
{
    /// <summary>The name under which the module uses it.</summary>
    public string Name => Alias ?? Path[^1];

    /// <summary>As written: <c>import data.a.b as c</c>.</summary>
    public override string ToString() => $"import {string.Join('.', Path)}{(Alias is null ? "" : $" as {Alias}")}";
}
